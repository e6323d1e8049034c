/** Sends what was typed: a command, or a message with its files. */

import { useState } from "react";
import { act, sentence } from "../../sandbox/control";
import type { Json } from "../../sandbox/types";
import { shownElsewhere } from "../../shell/said";

export interface Sent {
  text: string;
  where: Json;
  files: string[];
  broadcast: boolean;
}

/** Answers whether it went; what Slack says otherwise goes to `failed`. */
export function useSending(failed: (words: string) => void) {
  const [underway, setUnderway] = useState(0);
  const send = async ({ text, where, files, broadcast }: Sent): Promise<boolean> => {
    setUnderway((count) => count + 1);
    try {
      if (text.startsWith("/") && files.length === 0) await act("command", { ...where, text });
      else await act("message", { ...where, text, files, broadcast });
      return true;
    } catch (failure) {
      shownElsewhere(sentence(failure));
      failed(sentence(failure));
      return false;
    } finally {
      setUnderway((count) => count - 1);
    }
  };
  return { send, sending: underway > 0 };
}
