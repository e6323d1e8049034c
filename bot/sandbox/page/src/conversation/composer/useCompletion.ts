/** Which suggestions stand for what is typed, and which of them the arrow keys have reached. */

import { type KeyboardEvent, useMemo, useState } from "react";
import { useScreen } from "../../sandbox/ScreenContext";
import { offered, type Suggestion } from "./suggestions";

export function useCompletion(text: string, caret: number, choose: (one: Suggestion) => void) {
  const screen = useScreen();
  const before = text.slice(0, caret);
  const [put, setPut] = useState<string | null>(null);
  const [reached, setReached] = useState({ before: "", index: 0 });
  const found = useMemo(() => offered(before, screen), [before, screen]);
  const open = put === before ? null : found;
  const active = reached.before === before ? reached.index : 0;
  const move = (by: number, count: number) =>
    setReached({ before, index: (active + by + count) % count });

  /** Answers whether the key was meant for the list. */
  const pressed = (event: KeyboardEvent): boolean => {
    if (!open) return false;
    const one = open.suggestions[active];
    switch (event.key) {
      case "ArrowDown":
        move(1, open.suggestions.length);
        return true;
      case "ArrowUp":
        move(-1, open.suggestions.length);
        return true;
      case "Escape":
        setPut(before);
        return true;
      case "Enter":
      case "Tab":
        // a command that is typed whole is meant to be sent
        if (!one || event.shiftKey) return false;
        if (event.key === "Enter" && one.insert.trim() === before) return false;
        choose(one);
        return true;
      default:
        return false;
    }
  };
  return { open, active, pressed };
}
