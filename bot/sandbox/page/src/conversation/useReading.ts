/** Marks a conversation as read once it is seen, and knows what was not when it was opened. */

import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { tryTo } from "../sandbox/control";
import type { Message } from "../sandbox/types";

function useVisible(): boolean {
  return useSyncExternalStore(
    (listener) => {
      document.addEventListener("visibilitychange", listener);
      return () => document.removeEventListener("visibilitychange", listener);
    },
    () => document.visibilityState === "visible",
  );
}

interface Given {
  user: string;
  channel: string;
  messages: Message[];
  unread: number;
  atEnd: boolean;
}

export function useReading({ user, channel, messages, unread, atEnd }: Given) {
  const seeing = useVisible() && atEnd;
  // what is unread stands at the end: whoever writes has read all before
  const [newSince, setNewSince] = useState(() =>
    unread > 0 ? (messages.at(-unread)?.ts ?? null) : null,
  );
  const [fresh, setFresh] = useState(0);
  const seen = useRef(messages.at(-1)?.ts ?? "");
  useEffect(() => {
    const newest = messages.at(-1);
    if (seeing) {
      if (newest && newest.ts > seen.current && newest.user === user) setNewSince(null);
      seen.current = newest?.ts ?? "";
      setFresh(0);
      return;
    }
    const others = messages.filter((each) => each.ts > seen.current && each.user !== user);
    setFresh(others.length);
    const first = others[0];
    if (first) setNewSince((since) => since ?? first.ts);
  }, [messages, seeing, user]);
  useEffect(() => {
    if (seeing && unread > 0) void tryTo("read", { user, channel });
  }, [seeing, unread, user, channel]);
  return { newSince, fresh };
}
