/** Whether the page is as narrow as a phone. */

import { useSyncExternalStore } from "react";

// The same width stands in the style sheets.
const phone = window.matchMedia("(max-width: 719px)");

function subscribe(listener: () => void): () => void {
  phone.addEventListener("change", listener);
  return () => phone.removeEventListener("change", listener);
}

export function usePhone(): boolean {
  return useSyncExternalStore(subscribe, () => phone.matches);
}
