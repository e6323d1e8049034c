/** Whether the sandbox answers, as the stream of changes tells. */

import { useSyncExternalStore } from "react";

let reachable = true;
const listeners = new Set<() => void>();

export function setReachable(next: boolean): void {
  if (next === reachable) return;
  reachable = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function useReachable(): boolean {
  return useSyncExternalStore(subscribe, () => reachable);
}
