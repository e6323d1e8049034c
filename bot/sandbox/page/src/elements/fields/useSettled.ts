/** Waits with a value that is typed figure by figure until the person is done with it. */

import { useEffect, useRef } from "react";

const PAUSE_MS = 900;

/**
 * `offer` on each change and `typed` on each key; `settle` when they leave the field or press
 * Enter. What comes without a key, from the browser's calendar, is done at once.
 */
export function useSettled<T>(done: (value: T) => void) {
  const waiting = useRef<{ value: T; later: number } | null>(null);
  const lastKey = useRef(0);
  const newest = useRef(done);
  newest.current = done;

  useEffect(() => () => window.clearTimeout(waiting.current?.later), []);

  const settle = () => {
    const { current } = waiting;
    if (!current) return;
    window.clearTimeout(current.later);
    waiting.current = null;
    newest.current(current.value);
  };
  const typed = () => {
    lastKey.current = performance.now();
  };
  const offer = (value: T) => {
    window.clearTimeout(waiting.current?.later);
    const byKey = performance.now() - lastKey.current < PAUSE_MS;
    waiting.current = { value, later: byKey ? window.setTimeout(settle, PAUSE_MS) : 0 };
    if (!byKey || lastKey.current === 0) settle();
  };
  return { offer, typed, settle };
}
