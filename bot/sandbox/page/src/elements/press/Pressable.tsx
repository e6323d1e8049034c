/** A button that shows what becomes of a press: under way, or refused with a sentence. */

import { LoaderCircle, TriangleAlert } from "lucide-react";
import { type MouseEvent, type ReactNode, useId, useRef } from "react";
import styles from "./Pressable.module.css";

// The second click of a double click is nobody's wish.
const DOUBLE_CLICK_MS = 300;

interface Given {
  children: ReactNode;
  press(): void;
  busy: boolean;
  failed: string | null;
  look?: "plain" | "primary" | "danger" | "icon";
  /** Read out instead of what stands on it. */
  label?: string;
  title?: string;
  /** For buttons that stay down. */
  down?: boolean;
}

export function Pressable({ children, press, busy, failed, look = "plain", ...more }: Given) {
  const id = useId();
  const last = useRef(Number.NEGATIVE_INFINITY);
  const clicked = (event: MouseEvent) => {
    const again = event.detail > 1 && event.timeStamp - last.current < DOUBLE_CLICK_MS;
    last.current = event.timeStamp;
    if (!again && !busy) press();
  };
  return (
    <>
      <button
        type="button"
        className={`${styles.button} ${styles[look]}`}
        aria-label={more.label}
        aria-busy={busy}
        // disabled buttons lose the focus
        aria-disabled={busy || undefined}
        aria-pressed={more.down}
        aria-describedby={failed ? id : undefined}
        title={failed ?? undefined}
        onClick={clicked}
      >
        <span className={styles.words} title={more.title}>
          {children}
        </span>
        {busy && <LoaderCircle className={styles.spinner} size={16} aria-hidden="true" />}
        {failed && <TriangleAlert className={styles.trouble} size={16} aria-hidden="true" />}
      </button>
      {failed && (
        <span id={id} className="visually-hidden">
          {failed}
        </span>
      )}
    </>
  );
}
