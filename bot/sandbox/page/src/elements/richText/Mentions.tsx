/** The people one may mean while typing `@…` in the editor. */

import { type Editor, useEditorState } from "@tiptap/react";
import { useEffect, useId, useRef, useState } from "react";
import { useScreen } from "../../sandbox/ScreenContext";
import type { Person } from "../../sandbox/types";
import { Avatar } from "../../shell/Avatar";
import styles from "./RichTextInput.module.css";

const MOST = 6;

/** What stands between an `@` and the caret; null where no name is being typed. */
function typedName(editor: Editor): string | null {
  const { $from, empty } = editor.state.selection;
  if (!empty || $from.parent.type.name === "codeBlock") return null;
  const before = $from.parent.textBetween(0, $from.parentOffset, undefined, "\ufffc");
  return /(?:^|[\s\ufffc(])@([\p{L}\p{N}._-]*)$/u.exec(before)?.[1] ?? null;
}

export function Mentions({ editor }: { editor: Editor }) {
  const { people } = useScreen();
  const id = useId();
  const name = useEditorState({ editor, selector: ({ editor: now }) => typedName(now) });
  const [refused, setRefused] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const found = name === null || name === refused ? [] : fitting(people, name);
  const current = Math.min(at, found.length - 1);

  const choose = (person: Person) => {
    const { from } = editor.state.selection;
    const attrs = {
      element: { type: "user", user_id: person.id },
      label: `@${person.real_name}`,
    };
    editor
      .chain()
      .focus()
      .insertContentAt({ from: from - (name ?? "").length - 1, to: from }, [
        { type: "piece", attrs },
        { type: "text", text: " " },
      ])
      .run();
    setAt(0);
  };
  const press = (key: string): boolean => {
    const person = found[current];
    if (!person) return false;
    switch (key) {
      case "ArrowDown":
        setAt((current + 1) % found.length);
        return true;
      case "ArrowUp":
        setAt((current + found.length - 1) % found.length);
        return true;
      case "Enter":
      case "Tab":
        choose(person);
        return true;
      case "Escape":
        setRefused(name);
        return true;
    }
    return false;
  };
  useKeys(editor, press);
  const open = found.length > 0;
  useEffect(() => {
    const { dom } = editor.view;
    if (!open) return;
    dom.setAttribute("aria-controls", id);
    dom.setAttribute("aria-activedescendant", `${id}${current}`);
    return () => {
      dom.removeAttribute("aria-controls");
      dom.removeAttribute("aria-activedescendant");
    };
  }, [editor, open, id, current]);

  if (!open) return null;
  return (
    <div
      ref={intoView}
      role="listbox"
      id={id}
      aria-label="People to mention"
      className={styles.people}
    >
      {found.map((person, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the editor keeps the focus and its keys
        // biome-ignore lint/a11y/useFocusableInteractive: the editor points at it instead
        <div
          key={person.id}
          role="option"
          id={`${id}${index}`}
          aria-selected={index === current}
          className={styles.person}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(person)}
        >
          <Avatar person={person.id} name={person.real_name} size={24} />
          {person.real_name}
        </div>
      ))}
    </div>
  );
}

/** It hangs below the editor, where a short screen ends. */
function intoView(list: HTMLElement | null): void {
  list?.scrollIntoView({ block: "nearest" });
}

function fitting(people: Person[], name: string): Person[] {
  const wanted = name.toLowerCase();
  return people
    .filter((each) => `${each.real_name} ${each.name}`.toLowerCase().includes(wanted))
    .slice(0, MOST);
}

/** Hears keys before the editor and the modal around it do. */
function useKeys(editor: Editor, press: (key: string) => boolean): void {
  const newest = useRef(press);
  newest.current = press;
  useEffect(() => {
    const { dom } = editor.view;
    const listen = (event: KeyboardEvent) => {
      if (!newest.current(event.key)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    // on the parent, in the capturing phase: the editor has a listener of its own on `dom`
    const parent = dom.parentElement ?? dom;
    parent.addEventListener("keydown", listen, { capture: true });
    return () => parent.removeEventListener("keydown", listen, { capture: true });
  }, [editor]);
}
