/** The screen of the person who looks, for all that stands on it. */

import { createContext, type ReactNode, useContext } from "react";
import type { Person, Screen } from "./types";

const Context = createContext<Screen | null>(null);
// What hardly ever changes is told apart, so that a message is not drawn anew for every other one.
const User = createContext("");
const People = createContext<Person[]>([]);

export function ScreenProvider({ value, children }: { value: Screen; children: ReactNode }) {
  return (
    <Context.Provider value={value}>
      <User.Provider value={value.user}>
        <People.Provider value={value.people}>{children}</People.Provider>
      </User.Provider>
    </Context.Provider>
  );
}

export function useScreen(): Screen {
  const screen = useContext(Context);
  if (!screen) throw new Error("Nothing of the screen is known yet.");
  return screen;
}

/** The id of the person who looks. */
export function useUser(): string {
  return useContext(User);
}

/** All of the workspace, the app's bot among them. */
export function usePeopleHere(): Person[] {
  return useContext(People);
}

/** Somebody in the workspace, by id; null for strangers. */
export function usePerson(id: string): Person | null {
  return usePeopleHere().find((each) => each.id === id) ?? null;
}
