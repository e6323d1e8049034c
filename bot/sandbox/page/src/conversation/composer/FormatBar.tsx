/** Buttons that put mrkdwn around what is selected. */

import { Bold, Code, Italic, List, ListOrdered, Quote, Strikethrough } from "lucide-react";
import type { ComponentType } from "react";
import style from "./Composer.module.css";
import type { Format } from "./formatting";

const BUTTONS: [Format, string, ComponentType<{ size: number }>][] = [
  ["bold", "Bold", Bold],
  ["italic", "Italic", Italic],
  ["strike", "Strikethrough", Strikethrough],
  ["code", "Code", Code],
  ["list", "Bulleted list", List],
  ["ordered", "Ordered list", ListOrdered],
  ["quote", "Quote", Quote],
];

export function FormatBar({ apply }: { apply(format: Format): void }) {
  return (
    <div className={style.formats} role="toolbar" aria-label="Formatting">
      {BUTTONS.map(([format, name, Icon]) => (
        <button
          type="button"
          key={format}
          className={style.button}
          aria-label={name}
          title={name}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => apply(format)}
        >
          <Icon size={16} />
        </button>
      ))}
    </div>
  );
}
