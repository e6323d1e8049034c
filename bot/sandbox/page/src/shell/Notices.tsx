/** What went wrong, for as long as it takes to read or until it is put away. */

import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { act } from "../sandbox/control";
import { useScreen } from "../sandbox/ScreenContext";
import type { Notice } from "../sandbox/types";
import buttons from "../style/buttons.module.css";
import styles from "./Notices.module.css";
import { dismiss, isShownElsewhere, type Said, useNotices } from "./said";

const SHORTEST_MS = 8000;
const PER_LETTER_MS = 90;

/** The page's own sentences and the sandbox's, the same words once. */
export function Notices() {
  const { user, notices } = useScreen();
  const said = useNotices();
  const [away, setAway] = useState<ReadonlySet<string>>(new Set());
  const unseen = notices.filter((each) => !away.has(keyOf(each)));
  const fresh = unseen.filter((each) => !isShownElsewhere(each.text));
  const texts = [...new Set([...said, ...fresh].map((each) => each.text))];
  const hide = (gone: Notice[]) => {
    if (gone.length === 0) return;
    setAway(new Set([...away, ...gone.map(keyOf)]));
    // the sandbox keeps them for those who were not looking; all are seen now
    if (gone.length === unseen.length) act("dismiss", { user }).catch(() => null);
  };
  useEffect(() => {
    hide(unseen.filter((each) => isShownElsewhere(each.text)));
  });
  const putAway = (text: string) => {
    for (const each of said) if (each.text === text) dismiss(each.id);
    hide(fresh.filter((each) => each.text === text));
  };
  return (
    <div
      role="status"
      aria-live="polite"
      aria-label="Notices"
      className={styles.notices}
      data-react-aria-top-layer
    >
      {texts.map((text) => (
        <Toast key={newestOf(text, said, fresh)} text={text} close={() => putAway(text)} />
      ))}
    </div>
  );
}

function keyOf(notice: Notice): string {
  return `${notice.at} ${notice.text}`;
}

/** Said once more it begins anew. */
function newestOf(text: string, said: Said[], fresh: Notice[]): string {
  const told = fresh.filter((each) => each.text === text).at(-1)?.at;
  return `${text} ${told ?? said.find((each) => each.text === text)?.id}`;
}

function Toast({ text, close }: { text: string; close(): void }) {
  const [held, setHeld] = useState(false);
  const [closing, setClosing] = useState(false);
  useEffect(() => {
    if (held) return;
    const patience = Math.max(SHORTEST_MS, text.length * PER_LETTER_MS);
    const timer = window.setTimeout(() => setClosing(true), patience);
    return () => window.clearTimeout(timer);
  }, [held, text]);
  useEffect(() => {
    if (closing) close();
  });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only stays while somebody reads it
    <div
      className={styles.notice}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <p className={styles.words}>{text}</p>
      <button type="button" className={buttons.icon} aria-label="Dismiss notice" onClick={close}>
        <X size={18} aria-hidden="true" />
      </button>
    </div>
  );
}
