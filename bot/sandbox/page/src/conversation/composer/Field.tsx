/** The field of the composer: it grows, completes what is typed and sends on Enter. */

import {
  type KeyboardEvent,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { useFinger } from "../useFinger";
import { Completion } from "./Completion";
import style from "./Composer.module.css";
import { type Edited, type Format, formatted } from "./formatting";
import { UsageHint } from "./UsageHint";
import { useCompletion } from "./useCompletion";

export interface FieldHandle {
  format(format: Format): void;
  insert(words: string): void;
  /** Goes behind the last word. */
  toEnd(): void;
}

interface Given {
  ref: Ref<FieldHandle>;
  label: string;
  text: string;
  setText(text: string): void;
  submit(): void;
}

const FORMAT_KEYS: Record<string, Format> = { b: "bold", i: "italic", e: "code" };

export function Field({ ref, label, text, setText, submit }: Given) {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(text.length);
  const [wanted, setWanted] = useState<Edited | null>(null);
  const selected = (): Edited => ({
    text,
    start: area.current?.selectionStart ?? text.length,
    end: area.current?.selectionEnd ?? text.length,
  });
  const edit = (edited: Edited) => {
    setText(edited.text);
    setCaret(edited.end);
    setWanted(edited);
  };
  const put = (words: string, start: number, end: number) =>
    edit({
      text: text.slice(0, start) + words + text.slice(end),
      start: start + words.length,
      end: start + words.length,
    });
  useImperativeHandle(ref, () => ({
    format: (format) => edit(formatted(format, selected())),
    insert: (words) => put(words, selected().start, selected().end),
    toEnd: () => edit({ text, start: text.length, end: text.length }),
  }));
  // the caret can be placed only once the words are there
  useLayoutEffect(() => {
    if (!wanted) return;
    area.current?.focus();
    area.current?.setSelectionRange(wanted.start, wanted.end);
  }, [wanted]);
  useGrowing(area, text);
  useHandedOn(area);
  const completion = useCompletion(text, caret, (one) =>
    put(one.insert, completion.open?.start ?? caret, caret),
  );
  const pressed = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const format = event.ctrlKey || event.metaKey ? FORMAT_KEYS[event.key] : undefined;
    if (completion.pressed(event)) event.preventDefault();
    else if (format) {
      event.preventDefault();
      edit(formatted(format, selected()));
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
  };
  const { open, active } = completion;
  return (
    <div className={style.field}>
      {open && (
        <Completion
          id={id}
          offered={open}
          active={active}
          choose={(one) => put(one.insert, open.start, caret)}
        />
      )}
      <UsageHint text={text} />
      <textarea
        ref={area}
        className={style.area}
        aria-label={label}
        placeholder={label}
        aria-autocomplete="list"
        aria-controls={open ? id : undefined}
        aria-activedescendant={open ? `${id}-${active}` : undefined}
        rows={1}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setCaret(event.target.selectionStart);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={pressed}
      />
    </div>
  );
}

/** A pane that took the focus when it opened hands it on to its field; not for fingers. */
function useHandedOn(area: { current: HTMLTextAreaElement | null }): void {
  const finger = useFinger();
  useEffect(() => {
    const at = document.activeElement;
    if (!finger && at !== document.body && at?.contains(area.current)) area.current?.focus();
  }, [finger, area]);
}

function useGrowing(area: { current: HTMLTextAreaElement | null }, text: string): void {
  // its height follows the words
  useLayoutEffect(() => {
    const node = area.current;
    if (!node) return;
    node.style.height = "auto";
    node.style.height = `${node.scrollHeight}px`;
  }, [area, text]);
}
