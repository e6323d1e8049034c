/** What an input block says about the element in it, for the element's own markup. */

import { createContext, useContext } from "react";

export interface Field {
  /** For `aria-labelledby`; the label itself points at `controlId` with `htmlFor`. */
  labelId: string;
  /** The id for the one control that a press on the label goes to. */
  controlId: string;
  /** Hint and error, for `aria-describedby`; undefined when there is neither. */
  describedBy: string | undefined;
  invalid: boolean;
  required: boolean;
  label: string;
}

const Context = createContext<Field | null>(null);

export const FieldProvider = Context.Provider;

/** The field around an element; null for elements in sections and actions. */
export function useField(): Field | null {
  return useContext(Context);
}
