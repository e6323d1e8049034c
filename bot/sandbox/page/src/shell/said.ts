/** Sentences that the page shows for a moment, wherever they come from. */

import { useSyncExternalStore } from "react";

export interface Said {
  id: number;
  text: string;
}

let said: Said[] = [];
let newest = 0;
const listeners = new Set<() => void>();

function change(next: Said[]): void {
  said = next;
  for (const listener of listeners) listener();
}

export function notify(text: string): void {
  newest += 1;
  if (said.some((each) => each.text === text)) return;
  change([...said, { id: newest, text }]);
}

export function dismiss(id: number): void {
  change(said.filter((each) => each.id !== id));
}

export function useNotices(): Said[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => said,
  );
}
