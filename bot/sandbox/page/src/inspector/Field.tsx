/** A label above a control; beside it, not around it, so that its options are no part of its name. */

import { type ReactNode, useId } from "react";
import styles from "./Inspector.module.css";

interface Given {
  label: string;
  /** Draws the control with the id that the label points at. */
  children(id: string): ReactNode;
}

export function Field({ label, children }: Given) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}
