/** A date, a time, or both: the browser's own field, the best a phone has. */

import { type KeyboardEvent, useState } from "react";
import type { Block, Element } from "../../sandbox/types";
import { useSurface } from "../../surface/Surface";
import { standing } from "../../surface/standing";
import { useAct } from "../../surface/useAct";
import type { ElementProps } from "../ElementView";
import { useNaming } from "../named";
import { useConfirm } from "../press/useConfirm";
import styles from "./fields.module.css";
import { isUnfinished, shown, told } from "./moments";
import { useFocusOnLoad } from "./useFocusOnLoad";
import { useSettled } from "./useSettled";

const TYPES: Record<string, string> = {
  datepicker: "date",
  timepicker: "time",
  datetimepicker: "datetime-local",
};

export function MomentInput({ block, element }: ElementProps) {
  const { field, attributes } = useNaming(block, element);
  const control = useFocusOnLoad<HTMLInputElement>(element);
  const { value, change, typed, settle, busy, dialog } = useMoment(block, element);
  const key = (event: KeyboardEvent) => {
    typed();
    if (event.key === "Enter") settle();
  };
  const clear = () => {
    change("");
    control.current?.focus();
  };
  return (
    <div className={styles.moment}>
      <input
        ref={control}
        type={TYPES[element.type]}
        id={field?.controlId}
        className={styles.control}
        value={value}
        {...attributes}
        aria-busy={busy || undefined}
        onChange={(event) => change(event.target.value)}
        onKeyDown={key}
        onBlur={settle}
      />
      {element.timezone && <span className={styles.zone}>{String(element.timezone)}</span>}
      {field && !field.required && value !== "" && (
        <button type="button" className={styles.clear} onClick={clear}>
          Clear<span className="visually-hidden"> {field.label}</span>
        </button>
      )}
      {dialog}
    </div>
  );
}

/** In a form it is kept until the form is sent; elsewhere the app hears of it at once. */
function useMoment(block: Block, element: Element) {
  const surface = useSurface();
  const { run, busy } = useAct();
  const { ask, dialog } = useConfirm(element.confirm);
  const [draft, setDraft] = useState<string | null>(null);
  const quiet = block.type === "input" && !block.dispatch_action;

  const tell = async (value: string) => {
    if (isUnfinished(element.type, value)) return;
    if (!(await ask())) return setDraft(null);
    const use = block.type === "input" ? surface.put : surface.press;
    const done = await run(() => use(block, element, told(element.type, value)));
    if (done) setDraft((now) => (now === value ? null : now));
  };
  const { offer, typed, settle } = useSettled(tell);

  const change = (value: string) => {
    if (quiet) return surface.hold(block, element, told(element.type, value));
    setDraft(value);
    offer(value);
  };
  const value = draft ?? shown(element.type, standing(surface, block, element));
  return { value, change, typed, settle, busy, dialog };
}
