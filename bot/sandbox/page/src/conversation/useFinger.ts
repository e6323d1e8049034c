/** Whether whoever looks has no pointer that could hover. */

import { useSyncExternalStore } from "react";

const query = window.matchMedia("(hover: none)");

export function useFinger(): boolean {
  return useSyncExternalStore(
    (listener) => {
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    () => query.matches,
  );
}
