/** A button that opens the picker of emoji. */

import { SmilePlus } from "lucide-react";
import { useRef, useState } from "react";
import { EmojiPopover } from "./EmojiPopover";

interface Given {
  label: string;
  className: string | undefined;
  choose(name: string): void;
}

export function EmojiButton({ label, className, choose }: Given) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
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
      {open && <EmojiPopover anchor={button} choose={choose} close={() => setOpen(false)} />}
    </>
  );
}
