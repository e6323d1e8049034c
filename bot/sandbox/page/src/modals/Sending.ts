/** Whether the form around is on its way to the app, with all that is typed in it. */

import { createContext, type RefObject, useContext } from "react";

const Context = createContext<RefObject<boolean>>({ current: false });

export const SendingProvider = Context.Provider;

/** To be read at the moment of an act; it draws nothing anew. */
export function useSending(): RefObject<boolean> {
  return useContext(Context);
}
