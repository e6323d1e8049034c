/** How many files are on their way into a form, which waits for them before it is sent. */

import { createContext, useContext, useMemo, useState } from "react";

type Change = (by: 1 | -1) => void;

const Context = createContext<Change | null>(null);

export const UploadsProvider = Context.Provider;

export function useUploadCount(): { count: number; change: Change } {
  const [count, setCount] = useState(0);
  return useMemo(() => ({ count, change: (by) => setCount((before) => before + by) }), [count]);
}

/** Tells the form around that a file has set off or arrived; outside of forms nobody waits. */
export function useUploads(): Change {
  return useContext(Context) ?? ignore;
}

function ignore(): void {
  // On the Home tab and in messages there is nothing to send that would wait.
}
