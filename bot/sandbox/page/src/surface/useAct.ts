/** The acts of an element, and what became of the last one. */

import { useCallback, useRef, useState } from "react";
import { sentence } from "../sandbox/control";
import { notify } from "../shell/said";

export interface Acting {
  /** Acts; answers whether it was done. */
  run(deed: () => Promise<unknown>): Promise<boolean>;
  busy: boolean;
  /** Why the last act was refused; null while nothing is wrong. */
  failed: string | null;
}

/** `inTurn`: an act while another is under way comes after it; else it is dropped. */
export function useAct({ inTurn = false } = {}): Acting {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  // a second click can come before the first one is drawn
  const underWay = useRef(0);
  const run = useCallback(
    async (deed: () => Promise<unknown>) => {
      if (underWay.current > 0 && !inTurn) return false;
      underWay.current += 1;
      setBusy(true);
      setFailed(null);
      try {
        await deed();
        return true;
      } catch (failure) {
        setFailed(sentence(failure));
        notify(sentence(failure));
        return false;
      } finally {
        underWay.current -= 1;
        setBusy(underWay.current > 0);
      }
    },
    [inTurn],
  );
  return { run, busy, failed };
}
