/** A conversation's newest messages, and older ones once they are asked for. */

import { replaceEqualDeep, useQuery } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import { read } from "../sandbox/control";
import type { Message } from "../sandbox/types";

const AT_FIRST = 200;
const EACH_TIME = 400;

interface Told {
  messages: Message[];
  /** Whether there are older ones. */
  more: boolean;
}

/** `wanted` is a message to have among them, however old it is. */
export function useHistory(user: string, channel: string, wanted: string | null) {
  const limit = useRef(AT_FIRST);
  const { data, error, refetch } = useQuery({
    queryKey: ["messages", user, channel, "newest", wanted],
    queryFn: () =>
      read<Told>("messages", {
        user,
        channel,
        limit: String(limit.current),
        ...(wanted ? { with: wanted } : {}),
      }),
    structuralSharing: (before, after) => shared(before as Told | undefined, after as Told),
  });
  const more = data?.more ?? false;
  const count = data?.messages.length ?? 0;
  const older = useCallback(() => {
    if (!more || count < limit.current) return;
    limit.current = count + EACH_TIME;
    void refetch();
  }, [more, count, refetch]);
  return { messages: data?.messages, more, error, older };
}

/** A message that did not change stays the same object, wherever it stands in the list now. */
function shared(before: Told | undefined, after: Told): Told {
  if (!before) return after;
  const known = new Map(before.messages.map((each) => [each.ts, each]));
  const messages = after.messages.map((each) => replaceEqualDeep(known.get(each.ts), each));
  const same =
    messages.length === before.messages.length &&
    messages.every((each, index) => each === before.messages[index]);
  return { more: after.more, messages: same ? before.messages : messages };
}
