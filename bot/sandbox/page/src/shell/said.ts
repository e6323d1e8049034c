/** Sentences that the page shows for a moment, wherever they come from. */

import { useSyncExternalStore } from "react";

export interface Said {
  id: number;
  text: string;
}

let said: Said[] = [];
let newest = 0;
const listeners = new Set<() => void>();
/** Sentences that stand where they belong, by when they need no notice any more. */
const elsewhere = new Map<string, number>();

const ELSEWHERE_MS = 10_000;

function change(next: Said[]): void {
  said = next;
  for (const listener of listeners) listener();
}

/** Shows a sentence; the same one does not stand there twice. */
export function notify(text: string): void {
  newest += 1;
  if (said.some((each) => each.text === text)) return;
  change([...said, { id: newest, text }]);
}

/** A sentence that is shown where it belongs, beside a field or in the conversation. */
export function shownElsewhere(text: string): void {
  elsewhere.set(text, Date.now() + ELSEWHERE_MS);
  change(said.filter((each) => each.text !== text));
}

export function isShownElsewhere(text: string): boolean {
  return (elsewhere.get(text) ?? 0) > Date.now();
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
