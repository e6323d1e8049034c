/** Why the app did not take what was chosen, below the element. */

import { TriangleAlert } from "lucide-react";
import styles from "./Trouble.module.css";

export function Trouble({ sentence }: { sentence: string | null }) {
  if (!sentence) return null;
  return (
    <p className={styles.trouble}>
      <TriangleAlert size={14} aria-hidden="true" />
      <span>{sentence}</span>
    </p>
  );
}
