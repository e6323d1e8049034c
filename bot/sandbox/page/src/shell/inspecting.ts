/** Whether the inspector is open; it stays so when another person is chosen. */

import { useSyncExternalStore } from "react";

const KEPT = "sandbox.inspecting";
const listeners = new Set<() => void>();

let inFront = true;

function inspecting(): boolean {
  return window.sessionStorage.getItem(KEPT) === "yes";
}

/** Opened it comes to the front, where there is room for one pane only. */
export function setInspecting(next: boolean): void {
  window.sessionStorage.setItem(KEPT, next ? "yes" : "no");
  setInFront(next);
}

/** Whether the inspector covers threads, or they cover it. */
export function setInFront(next: boolean): void {
  inFront = next;
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

export function useInFront(): boolean {
  return useSyncExternalStore(subscribe, () => inFront);
}
