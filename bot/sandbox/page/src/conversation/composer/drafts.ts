/** What is written and not yet sent, kept for each conversation while one looks elsewhere. */

import { useCallback, useState } from "react";

const drafts = new Map<string, string>();

export function useDraft(key: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => drafts.get(key) ?? "");
  const keep = useCallback(
    (next: string) => {
      if (next) drafts.set(key, next);
      else drafts.delete(key);
      setText(next);
    },
    [key],
  );
  return [text, keep];
}
