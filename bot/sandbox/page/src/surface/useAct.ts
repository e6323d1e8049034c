/** One act of an element at a time, and what became of it. */

import { useCallback, useRef, useState } from "react";
import { sentence } from "../sandbox/control";
import { notify } from "../shell/said";

export interface Acting {
  /** Acts, unless an earlier act is still under way; answers whether it was done. */
  run(deed: () => Promise<unknown>): Promise<boolean>;
  busy: boolean;
  /** Why the last act was refused; null while nothing is wrong. */
  failed: string | null;
}

export function useAct(): Acting {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  // a second click can come before the first one is drawn
  const underWay = useRef(false);
  const run = useCallback(async (deed: () => Promise<unknown>) => {
    if (underWay.current) return false;
    underWay.current = true;
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
      underWay.current = false;
      setBusy(false);
    }
  }, []);
  return { run, busy, failed };
}
