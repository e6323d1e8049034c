/** Whether a message is pointed at, focused, or has something of it open. */

import { type FocusEvent, useState } from "react";
import type { Open } from "./toolbar/Toolbar";

export function useActive() {
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const [open, setOpened] = useState<Open>(null);
  return {
    active: hovered || focused || open !== null,
    open,
    setOpen: (next: Open) => {
      setOpened(next);
      // the focus comes back to the button that opened it, so that has to stay
      setFocused(true);
    },
    listeners: {
      onPointerEnter: () => setHovered(true),
      onPointerLeave: () => setHovered(false),
      onFocus: () => setFocused(true),
      onBlur: (event: FocusEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setFocused(false);
      },
    },
  };
}
