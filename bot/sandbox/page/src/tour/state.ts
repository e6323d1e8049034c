/** The guided tour as the sandbox tells it, and whether this browser shows it. */

import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { read } from "../sandbox/control";

export interface Step {
  title: string;
  words: string;
  /** Who does it, and where. */
  user: string;
  channel: string;
  tab: "home" | "messages" | "about";
  /** What to type there, if anything. */
  text: string | null;
  done: boolean;
}

export interface Link {
  title: string;
  url: string;
}

/** No steps where whoever started the sandbox gave it no tour. */
export interface TourTold {
  title: string;
  steps: Step[];
  end: string;
  links: Link[];
}

export type Showing = "open" | "small" | "closed";

const KEPT = "sandbox.tour";
const listeners = new Set<() => void>();

let showing: Showing = kept();

function kept(): Showing {
  const told = window.localStorage.getItem(KEPT);
  return told === "small" || told === "closed" ? told : "open";
}

/** Shows the tour, folds it up or closes it, and remembers that. */
export function showTour(next: Showing): void {
  showing = next;
  window.localStorage.setItem(KEPT, next);
  for (const listener of listeners) listener();
}

/** Opens the tour again, from wherever it was left. */
export function openTour(): void {
  showTour("open");
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function useShowing(): Showing {
  return useSyncExternalStore(subscribe, () => showing);
}

export function useTour(): TourTold | null {
  const { data } = useQuery({ queryKey: ["tour"], queryFn: () => read<TourTold>("tour") });
  return data && data.steps.length > 0 ? data : null;
}

/** Whether there is a tour to open. */
export function useHasTour(): boolean {
  return useTour() !== null;
}
