/** Whether a message is pointed at, focused, or has something of it open. */

import { type FocusEvent, type PointerEvent, useEffect, useState } from "react";
import type { Message } from "../sandbox/types";
import type { Open } from "./toolbar/Toolbar";

export function useActive(message: Message) {
  const [hovered, setHovered] = useState<Element | null>(null);
  const [focused, setFocused] = useState(false);
  const [open, setOpened] = useState<Open>(null);
  useLeaving(hovered, setHovered);
  // React keeps the blur of a button to itself when it takes the button away.
  useEffect(() => {
    if (message && document.activeElement === document.body) setFocused(false);
  }, [message]);
  return {
    active: hovered !== null || focused || open !== null,
    open,
    setOpen: (next: Open) => {
      setOpened(next);
      // the focus comes back to the button that opened it, so that has to stay
      setFocused(true);
    },
    listeners: {
      onPointerEnter: (event: PointerEvent) => setHovered(event.currentTarget),
      onPointerLeave: () => setHovered(null),
      onFocus: () => setFocused(true),
      onBlur: (event: FocusEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setFocused(false);
      },
    },
  };
}

/** Sees the pointer elsewhere: a pressed button that is taken away under it says nothing. */
function useLeaving(hovered: Element | null, leave: (to: null) => void): void {
  useEffect(() => {
    if (!hovered) return;
    const look = ({ target }: Event) => {
      if (target instanceof Node && !hovered.contains(target)) leave(null);
    };
    document.addEventListener("pointerover", look);
    return () => document.removeEventListener("pointerover", look);
  }, [hovered, leave]);
}
