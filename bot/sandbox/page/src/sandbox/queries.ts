/** What the page reads, kept fresh by the sandbox's stream of changes. */

import { QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { read } from "./control";
import { setReachable } from "./reach";
import type { Message, Screen, Workspace } from "./types";

const MINUTE_MS = 60_000;
const AGAIN_MS = 2000;

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

function screenOf(user: string) {
  return { queryKey: ["screen", user], queryFn: () => read<Screen>("screen", { user }) };
}

/** Its `now` is that of the minute, so that a screen on which nothing changed stays the same. */
function byTheMinute(screen: Screen): Screen {
  const minute = Math.floor(Date.parse(screen.now) / MINUTE_MS) * MINUTE_MS;
  return { ...screen, now: new Date(minute).toISOString() };
}

export function useScreenOf(user: string) {
  return useQuery({ ...screenOf(user), enabled: user !== "", select: byTheMinute });
}

const momentOf = (screen: Screen): number => Date.parse(screen.now);

/** By how many milliseconds the sandbox's clock is ahead of this machine's. */
export function useClockAhead(user: string): number {
  const { data, dataUpdatedAt } = useQuery({ ...screenOf(user), select: momentOf });
  return data === undefined ? 0 : data - dataUpdatedAt;
}

/** Reads somebody's screen before it is gone to, so that nothing flickers; may fail in silence. */
export async function prepare(user: string): Promise<void> {
  await client.prefetchQuery({ ...screenOf(user), staleTime: 0 });
}

/** Reads everybody's screen again, and waits for it. */
export async function readScreens(): Promise<void> {
  await client.invalidateQueries({ queryKey: ["screen"] });
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
    let again: number | undefined;
    let changes: EventSource;
    const listen = () => {
      changes = new EventSource("/sandbox/changes");
      changes.onmessage = () => {
        setReachable(true);
        window.clearTimeout(later);
        later = window.setTimeout(() => queries.invalidateQueries(), BREATH_MS);
      };
      changes.onerror = () => {
        setReachable(false);
        // most failures are tried again by the browser, but an answer with an error ends it
        if (changes.readyState === EventSource.CLOSED) again = window.setTimeout(listen, AGAIN_MS);
      };
    };
    listen();
    return () => {
      window.clearTimeout(later);
      window.clearTimeout(again);
      changes.close();
    };
  }, [queries]);
}
