/** How wide an element is, in CSS pixels, as it changes. */

import { type RefObject, useEffect, useRef, useState } from "react";

export function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const measured = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(600);
  useEffect(() => {
    if (!measured.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(entry.contentRect.width);
    });
    observer.observe(measured.current);
    return () => observer.disconnect();
  }, []);
  return [measured, width];
}
