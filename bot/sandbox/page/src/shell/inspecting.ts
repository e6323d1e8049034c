/** Whether the inspector is open; it stays so when another person is chosen. */

import { useSyncExternalStore } from "react";

const KEPT = "sandbox.inspecting";
const listeners = new Set<() => void>();

function inspecting(): boolean {
  return window.sessionStorage.getItem(KEPT) === "yes";
}

export function setInspecting(next: boolean): void {
  window.sessionStorage.setItem(KEPT, next ? "yes" : "no");
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function useInspecting(): boolean {
  return useSyncExternalStore(subscribe, inspecting);
}
