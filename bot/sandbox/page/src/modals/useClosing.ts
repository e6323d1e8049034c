/** Closes a modal once, however often it is asked to. */

import { useCallback, useRef } from "react";
import { ask } from "../sandbox/control";
import { useScreen } from "../sandbox/ScreenContext";

/** `back` goes to the view below even where closing would clear them all. */
export type Close = (how?: { back: boolean }) => void;

export function useClosing(viewId: string): Close {
  const { user } = useScreen();
  const closing = useRef(false);
  return useCallback(
    ({ back } = { back: false }) => {
      if (closing.current) return;
      closing.current = true;
      // It does not wait for a submission on its way; what fails after it, a notice tells.
      ask("close", { user, view_id: viewId, back }).catch(() => {
        closing.current = false;
      });
    },
    [user, viewId],
  );
}
