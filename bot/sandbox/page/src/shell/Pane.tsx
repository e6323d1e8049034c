/** A pane at the right side with a heading and a button that closes it; Esc does too. */

import { X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from "react";
import buttons from "../style/buttons.module.css";
import styles from "./Pane.module.css";

interface Given {
  title: string;
  /** What the close button is called, "Close thread". */
  closing: string;
  close(): void;
  /** Beside the heading. */
  more?: ReactNode;
  /** The landmark's name where it is not the title. */
  label?: string;
  children: ReactNode;
}

/** Takes the focus when it opens and gives it back when it goes. */
export function Pane({ title, closing, close, more, label, children }: Given) {
  const heading = useId();
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    // the button that opened it may be gone by then, as those of a message come and go
    const around = before?.closest<HTMLElement>("[tabindex]");
    if (!pane.current?.contains(before)) pane.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
      else around?.focus();
    };
  }, []);
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.defaultPrevented) close();
  };
  return (
    <aside
      ref={pane}
      className={styles.pane}
      tabIndex={-1}
      aria-label={label}
      aria-labelledby={label ? undefined : heading}
      onKeyDown={pressed}
    >
      <header className={styles.head}>
        <h2 id={heading} className={styles.title}>
          {title}
        </h2>
        {more}
        <button type="button" className={buttons.icon} aria-label={closing} onClick={close}>
          <X size={20} aria-hidden="true" />
        </button>
      </header>
      {children}
    </aside>
  );
}
