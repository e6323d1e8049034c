/** Puts the focus where `focus_on_load` asks for it, once. */

import { type RefObject, useEffect, useRef } from "react";
import type { Element } from "../../sandbox/types";

export function useFocusOnLoad<T extends HTMLElement>(element: Element): RefObject<T | null> {
  const control = useRef<T>(null);
  const wanted = Boolean(element.focus_on_load);
  useEffect(() => {
    if (wanted) control.current?.focus();
  }, [wanted]);
  return control;
}
