/** The screen of the person who looks, for all that stands on it. */

import { createContext, useContext } from "react";
import type { Person, Screen } from "./types";

const Context = createContext<Screen | null>(null);

export const ScreenProvider = Context.Provider;

export function useScreen(): Screen {
  const screen = useContext(Context);
  if (!screen) throw new Error("Nothing of the screen is known yet.");
  return screen;
}

/** Somebody in the workspace, by id; null for strangers. */
export function usePerson(id: string): Person | null {
  return useScreen().people.find((each) => each.id === id) ?? null;
}
