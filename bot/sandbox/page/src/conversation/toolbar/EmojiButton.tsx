/** A button that opens the picker of emoji. */

import { SmilePlus } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { EmojiPopover } from "./EmojiPopover";

interface Given {
  label: string;
  className: string | undefined;
  choose(name: string): void;
}

export function EmojiButton({ label, className, choose }: Given) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const chosen = useRef<string | null>(null);
  useEffect(() => {
    if (open || chosen.current === null) return;
    // nothing beside the picker takes the focus while it is open
    choose(chosen.current);
    chosen.current = null;
  }, [open, choose]);
  const keep = (name: string) => {
    chosen.current = name;
  };
  return (
    <>
      <button
        type="button"
        ref={button}
        className={className}
        aria-label={label}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <SmilePlus size={16} aria-hidden />
      </button>
      {open && <EmojiPopover anchor={button} choose={keep} close={() => setOpen(false)} />}
    </>
  );
}
