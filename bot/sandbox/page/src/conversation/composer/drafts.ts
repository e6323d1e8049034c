/** What is written and not yet sent, kept for each conversation while one looks elsewhere. */

import { useCallback, useSyncExternalStore } from "react";

const drafts = new Map<string, string>();
const listeners = new Set<() => void>();
/** The composer that is to take the focus for what was put into it. */
let handedTo: string | null = null;

export function keyOf(user: string, channel: string, thread = ""): string {
  return `${user}/${channel}/${thread}`;
}

function keep(key: string, text: string): void {
  if (text) drafts.set(key, text);
  else drafts.delete(key);
  for (const listener of listeners) listener();
}

/** Puts words into a composer, also into one that is only about to be shown. */
export function handOver(key: string, text: string): void {
  handedTo = key;
  keep(key, text);
}

/** Whether words were put in that the person has not been led to; true only once. */
export function wasHanded(key: string): boolean {
  if (handedTo !== key) return false;
  handedTo = null;
  return true;
}

export function useDraft(key: string): [string, (text: string) => void] {
  const text = useSyncExternalStore(subscribe, () => drafts.get(key) ?? "");
  return [text, useCallback((next: string) => keep(key, next), [key])];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
