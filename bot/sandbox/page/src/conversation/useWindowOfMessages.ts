/** Draws the newest messages first and older ones as a person comes near them. */

import { type RefObject, startTransition, useEffect, useRef, useState } from "react";

const AT_FIRST = 40;
const EACH_TIME = 20;
// Far enough above for them to be there before they are seen.
const AHEAD = "2400px 0px 0px 0px";

export function useWindowOfMessages(
  count: number,
  wanted: number,
  scroller: RefObject<HTMLDivElement | null>,
) {
  const [from, setFrom] = useState(() => startOf(count, wanted));
  const top = useRef<HTMLDivElement>(null);
  // a message that is pointed at has to be drawn, however old it is
  const begin = wanted >= 0 ? Math.min(from, startOf(count, wanted)) : from;
  useEffect(() => {
    if (!top.current || begin === 0) return;
    const observer = new IntersectionObserver(
      (seen) => {
        if (!seen.some((each) => each.isIntersecting)) return;
        startTransition(() => setFrom(Math.max(0, begin - EACH_TIME)));
      },
      { root: scroller.current, rootMargin: AHEAD },
    );
    observer.observe(top.current);
    return () => observer.disconnect();
  }, [begin, scroller]);
  return { from: begin, top };
}

function startOf(count: number, wanted: number): number {
  const first = wanted >= 0 ? Math.min(wanted - EACH_TIME, count - AT_FIRST) : count - AT_FIRST;
  return Math.max(0, first);
}
