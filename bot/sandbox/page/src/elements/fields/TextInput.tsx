/** A line or some lines of text, a number, an e-mail address or a link. */

import { type KeyboardEvent, type Ref, useId } from "react";
import type { Element } from "../../sandbox/types";
import type { ElementProps } from "../ElementView";
import { plainly, useNaming } from "../named";
import { Counter } from "./Counter";
import styles from "./fields.module.css";
import { useFocusOnLoad } from "./useFocusOnLoad";
import { useTyping } from "./useTyping";

type Control = HTMLInputElement & HTMLTextAreaElement;

const KINDS: Record<string, { type: string }> = {
  plain_text_input: { type: "text" },
  email_text_input: { type: "email" },
  url_text_input: { type: "url" },
};

export function TextInput({ block, element }: ElementProps) {
  const { field, attributes } = useNaming(block, element);
  const noteId = useId();
  const control = useFocusOnLoad<Control>(element);
  const { value, change, commit, onEnter, onlyOnEnter } = useTyping(block, element, written);
  const enter = (event: KeyboardEvent) => {
    // Enter also ends a word that an input method composes.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    if (!onEnter) return;
    // where there may be several lines it also begins a new one
    if (!element.multiline) event.preventDefault();
    commit();
  };
  const given = {
    ref: control as Ref<Control>,
    id: field?.controlId,
    className: styles.control,
    value,
    placeholder: plainly(element.placeholder) || undefined,
    autoComplete: "off",
    ...attributes,
    "aria-describedby": [attributes["aria-describedby"], noteId].filter(Boolean).join(" "),
    onChange: (event: { target: { value: string } }) => change(event.target.value),
    onKeyDown: enter,
  };
  return (
    <div className={styles.frame}>
      {element.multiline ? (
        <textarea {...given} rows={3} />
      ) : (
        <input {...given} {...kindOf(element, onEnter)} />
      )}
      <p id={noteId} className={styles.note}>
        {onlyOnEnter && <span>Press Enter when you are done.</span>}
        <Counter length={[...value].length} most={element.max_length} />
      </p>
    </div>
  );
}

function kindOf(element: Element, onEnter: boolean) {
  if (element.type !== "number_input") return KINDS[element.type];
  // A phone's keys for figures have neither a minus nor Enter.
  const figures = !onEnter && Number(element.min_value ?? -1) >= 0;
  const keys = element.is_decimal_allowed ? ("decimal" as const) : ("numeric" as const);
  // The browser's own number field swallows what it takes for no number.
  return { type: "text", inputMode: figures ? keys : undefined };
}

function written(standing: unknown): string {
  return standing === undefined || standing === null ? "" : String(standing);
}
