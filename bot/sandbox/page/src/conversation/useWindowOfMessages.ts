/**
 * Draws the part of the messages that a person is near, so that a long history stays quick.
 *
 * The browser keeps what is seen in its place while messages come and go above it.
 */

import { type RefObject, startTransition, useEffect, useRef, useState } from "react";
import type { Message } from "../sandbox/types";

const AT_FIRST = 40;
const EACH_TIME = 10;
// Even one-line messages fill more than a window and what is drawn ahead of it.
const MOST = 160;
const AHEAD = "1000px 0px 1000px 0px";

interface Part {
  /** The ts of the first message that is drawn. */
  from: string;
  /** The ts of the last one; null for all the newest. */
  to: string | null;
}

interface Given {
  messages: Message[];
  pointedAt: string | null;
  scroller: RefObject<HTMLDivElement | null>;
  /** The oldest that is known is drawn. */
  older(): void;
}

export function useWindowOfMessages({ messages, pointedAt, scroller, older }: Given) {
  const [part, setPart] = useState<Part>(() => around(messages, pointedAt));
  const [shownFor, setShownFor] = useState(pointedAt);
  if (shownFor !== pointedAt) {
    setShownFor(pointedAt);
    if (pointedAt) setPart(around(messages, pointedAt));
  }
  const top = useRef<HTMLDivElement>(null);
  const bottom = useRef<HTMLDivElement>(null);
  const from = indexFrom(messages, part.from);
  const end = part.to === null ? messages.length : indexFrom(messages, part.to) + 1;
  useEffect(() => {
    const seen = (entries: IntersectionObserverEntry[]) => {
      const near = entries.filter((each) => each.isIntersecting).map((each) => each.target);
      if (near.includes(top.current as Element)) {
        if (from < EACH_TIME) older();
        if (from > 0) startTransition(() => setPart(upwards(messages, from, end)));
      } else if (near.includes(bottom.current as Element) && end < messages.length) {
        startTransition(() => setPart(downwards(messages, from, end)));
      }
    };
    const observer = new IntersectionObserver(seen, { root: scroller.current, rootMargin: AHEAD });
    if (top.current) observer.observe(top.current);
    if (bottom.current) observer.observe(bottom.current);
    return () => observer.disconnect();
  }, [messages, from, end, scroller, older]);
  return {
    from,
    end,
    top,
    bottom,
    /** Whether the newest message is drawn. */
    newest: end === messages.length,
    showNewest: () => setPart(around(messages, null)),
  };
}

/** The index of the first message that is not older than `ts`. */
function indexFrom(messages: Message[], ts: string): number {
  const index = messages.findIndex((each) => each.ts >= ts);
  return index < 0 ? Math.max(0, messages.length - 1) : index;
}

function part(messages: Message[], from: number, end: number): Part {
  return {
    from: messages[Math.max(0, from)]?.ts ?? "",
    to: end >= messages.length ? null : (messages[end - 1]?.ts ?? null),
  };
}

/** The newest ones, or those around the one that is pointed at. */
function around(messages: Message[], ts: string | null): Part {
  const index = messages.findIndex((each) => each.ts === ts);
  if (index < 0) return part(messages, messages.length - AT_FIRST, messages.length);
  return part(messages, index - AT_FIRST / 2, index + AT_FIRST / 2);
}

function upwards(messages: Message[], from: number, end: number): Part {
  const first = Math.max(0, from - EACH_TIME);
  return part(messages, first, Math.min(end, first + MOST));
}

function downwards(messages: Message[], from: number, end: number): Part {
  const last = end + EACH_TIME;
  return part(messages, Math.max(from, last - MOST), last);
}
