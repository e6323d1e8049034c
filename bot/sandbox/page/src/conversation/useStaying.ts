/** Keeps a list of messages at its newest one while the person is there. */

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

// So near to the end counts as there.
const NEAR_PIXELS = 48;

export function useStaying() {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const staying = useRef(true);
  const [atEnd, setAtEnd] = useState(true);
  const toEnd = useCallback(() => {
    staying.current = true;
    setAtEnd(true);
    const node = scroller.current;
    if (node) node.scrollTop = node.scrollHeight;
  }, []);
  useLayoutEffect(toEnd, [toEnd]);
  useEffect(() => {
    const node = scroller.current;
    if (!node || !content.current) return;
    // pictures arrive, the composer grows, a window changes its size
    const observer = new ResizeObserver(() => {
      if (staying.current) node.scrollTop = node.scrollHeight;
    });
    observer.observe(node);
    observer.observe(content.current);
    return () => observer.disconnect();
  }, []);
  const scrolled = useCallback(() => {
    const node = scroller.current;
    if (!node) return;
    const near = node.scrollHeight - node.scrollTop - node.clientHeight < NEAR_PIXELS;
    staying.current = near;
    setAtEnd(near);
  }, []);
  /** Brings a message into the middle; answers whether it is there. */
  const toMessage = useCallback((ts: string): boolean => {
    const found = scroller.current?.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
    if (!found) return false;
    staying.current = false;
    found.scrollIntoView({ block: "center" });
    return true;
  }, []);
  return { scroller, content, atEnd, toEnd, toMessage, scrolled };
}
