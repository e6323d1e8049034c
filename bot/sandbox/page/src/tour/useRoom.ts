/** Tells the sidebar how much of it the tour's card covers, so that nothing stays hidden there. */

import { type RefObject, useEffect } from "react";

export function useRoom(card: RefObject<HTMLElement | null>, shown: boolean): void {
  useEffect(() => {
    const root = document.documentElement;
    const element = card.current;
    if (!shown || !element) return;
    const watcher = new ResizeObserver(() =>
      root.style.setProperty("--tour-room", `${element.offsetHeight + 16}px`),
    );
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      root.style.removeProperty("--tour-room");
    };
  }, [card, shown]);
}
