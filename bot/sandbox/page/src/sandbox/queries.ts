/** What the page reads, kept fresh by the sandbox's stream of changes. */

import { QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { read } from "./control";
import type { Message, Screen, Workspace } from "./types";

// Several changes come in one breath; one reading is enough for them.
const BREATH_MS = 25;

export const client = new QueryClient({
  defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } },
});

export function usePeople(): Workspace[] {
  const { data } = useQuery({
    queryKey: ["people"],
    queryFn: () => read<{ workspaces: Workspace[] }>("people"),
  });
  return data?.workspaces ?? [];
}

export function useScreenOf(user: string) {
  return useQuery({
    queryKey: ["screen", user],
    queryFn: () => read<Screen>("screen", { user }),
    enabled: user !== "",
    placeholderData: (before) => (before?.user === user ? before : undefined),
  });
}

/** A conversation's messages, or one thread's with its first message, oldest first. */
export function useMessages(user: string, channel: string, thread?: string) {
  return useQuery({
    queryKey: ["messages", user, channel, thread ?? null],
    queryFn: () =>
      read<{ messages: Message[] }>("messages", {
        user,
        channel,
        ...(thread ? { thread_ts: thread } : {}),
      }),
    select: (told) => told.messages,
  });
}

/** Reads again whatever is on show as soon as anything changed for anyone. */
export function useChanges(): void {
  const queries = useQueryClient();
  useEffect(() => {
    let later: number | undefined;
    const changes = new EventSource("/sandbox/changes");
    changes.onmessage = () => {
      window.clearTimeout(later);
      later = window.setTimeout(() => queries.invalidateQueries(), BREATH_MS);
    };
    return () => {
      window.clearTimeout(later);
      changes.close();
    };
  }, [queries]);
}
