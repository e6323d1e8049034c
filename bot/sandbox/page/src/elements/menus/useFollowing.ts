/** Keeps a list at its field: scrolling moves it along, where the popover itself would close. */

import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";

export interface Following {
  /** Drawn anew for each, the list finds its place again. */
  moves: number;
  follow(): void;
}

export function useFollowing(field: RefObject<HTMLElement | null>, open: boolean): Following {
  const [moves, setMoves] = useState(0);
  const top = useRef<number | undefined>(undefined);
  useLayoutEffect(() => {
    if (open) top.current = field.current?.getBoundingClientRect().top;
  }, [field, open]);
  const follow = useCallback(() => {
    const now = field.current?.getBoundingClientRect().top;
    if (now === top.current) return;
    top.current = now;
    setMoves((before) => before + 1);
  }, [field]);
  return { moves, follow };
}
