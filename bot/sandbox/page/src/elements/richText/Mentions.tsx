/** The people one may mean while typing `@…` in the editor. */

import { type Editor, useEditorState } from "@tiptap/react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from "react";
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

interface Given {
  editor: Editor;
  /** Takes the id of the person whom Enter would choose. */
  point(active: string | null): void;
  children: ReactNode;
}

/** Around the editor, whose keys they take while they are shown. */
export function Mentions({ editor, point, children }: Given) {
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
  const open = found.length > 0;
  const active = open ? `${id}${current}` : null;
  useEffect(() => point(active), [point, active]);
  // In the capturing phase, for the editor and the modal around it have uses for these keys too.
  const capture = (event: KeyboardEvent) => {
    if (!press(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div onKeyDownCapture={capture}>
      {children}
      {open && <People id={id} found={found} current={current} choose={choose} />}
    </div>
  );
}

interface List {
  id: string;
  found: Person[];
  current: number;
  choose(person: Person): void;
}

function People({ id, found, current, choose }: List) {
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
