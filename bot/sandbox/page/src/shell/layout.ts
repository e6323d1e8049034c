/** How much room the window has. */

import { useSyncExternalStore } from "react";

// The same widths stand in the style sheets.
const phone = window.matchMedia("(max-width: 719px)");
const wide = window.matchMedia("(min-width: 1400px)");

function useMedia(query: MediaQueryList): boolean {
  return useSyncExternalStore(
    (listener) => {
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    () => query.matches,
  );
}

/** Whether the sidebar is a drawer. */
export function usePhone(): boolean {
  return useMedia(phone);
}

/** Whether two panes can stand beside a conversation. */
export function useRoomForTwo(): boolean {
  return useMedia(wide);
}
