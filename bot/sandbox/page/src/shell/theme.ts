/** Light or dark: as the system has it, until somebody chooses; remembered in this browser. */

import { useLayoutEffect, useSyncExternalStore } from "react";

export type Choice = "system" | "light" | "dark";

const KEPT = "sandbox.theme";
const system = window.matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  system.addEventListener("change", listener);
  // another window of this browser chose
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    system.removeEventListener("change", listener);
    window.removeEventListener("storage", listener);
  };
}

function chosen(): Choice {
  const kept = window.localStorage.getItem(KEPT);
  return kept === "light" || kept === "dark" ? kept : "system";
}

export function chooseTheme(choice: Choice): void {
  window.localStorage.setItem(KEPT, choice);
  for (const listener of listeners) listener();
}

export function useThemeChoice(): Choice {
  return useSyncExternalStore(subscribe, chosen);
}

/** Whether the page is dark now. */
export function useDark(): boolean {
  return useSyncExternalStore(subscribe, () => {
    const choice = chosen();
    return choice === "system" ? system.matches : choice === "dark";
  });
}

/** Puts the theme where the style sheets look for it. */
export function useTheme(): void {
  const dark = useDark();
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = dark ? "dark" : "light";
  }, [dark]);
}
