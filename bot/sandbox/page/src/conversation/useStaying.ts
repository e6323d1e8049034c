/** Keeps a list of messages at its newest one while the person is there. */

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

// So near to the end counts as there.
const NEAR_PIXELS = 48;

/** `newest` tells whether the newest message is drawn at all. */
export function useStaying(scroller: RefObject<HTMLDivElement | null>, newest = true) {
  const content = useRef<HTMLDivElement>(null);
  const staying = useRef(true);
  const seen = useRef("");
  const [atEnd, setAtEnd] = useState(true);
  const toEnd = useCallback(() => {
    staying.current = true;
    setAtEnd(true);
    const node = scroller.current;
    if (node) node.scrollTop = node.scrollHeight;
  }, [scroller]);
  useLayoutEffect(() => {
    if (newest && staying.current) toEnd();
  }, [newest, toEnd]);
  useEffect(() => {
    const node = scroller.current;
    if (!node || !content.current) return;
    // pictures arrive, the composer grows, a window changes its size
    const observer = new ResizeObserver(() => {
      seen.current = sizeOf(node);
      if (staying.current) node.scrollTop = node.scrollHeight;
    });
    observer.observe(node);
    observer.observe(content.current);
    return () => observer.disconnect();
  }, [scroller]);
  const scrolled = useCallback(() => {
    const node = scroller.current;
    if (!node) return;
    const left = node.scrollHeight - node.scrollTop - node.clientHeight;
    // what has grown since was scrolled by nobody, and is about to be followed
    const grown = sizeOf(node) !== seen.current;
    const near = newest && (left < NEAR_PIXELS || (grown && staying.current));
    // at the very top a browser would not keep what is seen in its place
    if (node.scrollTop === 0 && left > 0) node.scrollTop = 1;
    staying.current = near;
    setAtEnd(near);
  }, [newest, scroller]);
  /** Brings a message into the middle; answers whether it is there. */
  const toMessage = useCallback(
    (ts: string): boolean => {
      const found = scroller.current?.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
      if (!found) return false;
      staying.current = false;
      found.scrollIntoView({ block: "center" });
      return true;
    },
    [scroller],
  );
  return { content, atEnd, toEnd, toMessage, scrolled };
}

function sizeOf(node: HTMLElement): string {
  return `${node.scrollHeight} ${node.clientHeight}`;
}
