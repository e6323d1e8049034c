/** One of several chosen, with a button that takes it back. */

import { X } from "lucide-react";
import { ChoiceIcon } from "./ChoiceIcon";
import styles from "./Combobox.module.css";
import type { Choice } from "./choices";

export function Tag({ choice, drop }: { choice: Choice; drop(choice: Choice): void }) {
  return (
    <span className={styles.tag} title={choice.label}>
      <ChoiceIcon choice={choice} />
      <span className={styles.words}>{choice.label}</span>
      <button
        type="button"
        className={styles.remove}
        aria-label={`Remove ${choice.label}`}
        onClick={() => drop(choice)}
      >
        <X size={14} aria-hidden="true" />
      </button>
    </span>
  );
}
