/** Whether a menu is open, what is typed into it, and which choice the arrow keys are at. */

import { type KeyboardEvent, useState } from "react";
import type { Choice } from "./choices";

export interface Typing {
  open: boolean;
  /** What the person typed since the menu opened; null leaves the field as it stands. */
  typed: string | null;
  active: number;
  show(): void;
  hide(): void;
  type(words: string): void;
  point(index: number): void;
}

export function useTyping(): Typing {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(-1);
  return {
    open,
    typed,
    active,
    show: () => setOpen(true),
    hide: () => {
      setOpen(false);
      setTyped(null);
      setActive(-1);
    },
    type: (words) => {
      setTyped(words);
      setOpen(true);
      setActive(words ? 0 : -1);
    },
    point: setActive,
  };
}

interface Keyed {
  typing: Typing;
  choices: Choice[];
  pick(choice: Choice): void;
  /** Takes the last chosen one back. */
  undo(): void;
}

/** The keys of a combobox: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ */
export function keysOf({ typing, choices, pick, undo }: Keyed) {
  const move = (step: number) => {
    if (!typing.open) typing.show();
    if (choices.length === 0) return;
    const from = typing.active < 0 && step < 0 ? 0 : typing.active;
    typing.point((from + step + choices.length) % choices.length);
  };
  return (event: KeyboardEvent<HTMLInputElement>) => {
    const choice = typing.open ? choices[typing.active] : undefined;
    const taken = key(event.key, choice);
    if (!taken) return;
    event.preventDefault();
    // a modal below would take Escape and Enter for itself
    event.stopPropagation();
  };

  function key(name: string, choice: Choice | undefined): boolean {
    switch (name) {
      case "ArrowDown":
        move(1);
        return true;
      case "ArrowUp":
        move(-1);
        return true;
      case "Enter":
        if (choice) pick(choice);
        return typing.open;
      case "Escape":
        if (typing.open) typing.hide();
        return typing.open;
      case "Backspace":
        if (!typing.typed) undo();
        return false;
      default:
        return false;
    }
  }
}
