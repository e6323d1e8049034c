/** An input block: a label, an element, a hint, an error. */

import { TriangleAlert } from "lucide-react";
import { useId, useMemo } from "react";
import type { Block } from "../sandbox/types";
import { useSurface } from "../surface/Surface";
import { ElementView } from "./ElementView";
import { type Field, FieldProvider } from "./FieldContext";
import styles from "./InputBlock.module.css";
import { plainly } from "./named";

export function InputBlock({ block }: { block: Block }) {
  const { errors } = useSurface();
  const error = errors[block.block_id];
  const id = useId();
  const label = plainly(block.label);
  const hint = plainly(block.hint);
  const required = !block.optional;
  const field = useMemo<Field>(() => {
    const described = [hint && `${id}hint`, error && `${id}error`].filter(Boolean);
    return {
      labelId: `${id}label`,
      controlId: `${id}control`,
      describedBy: described.length > 0 ? described.join(" ") : undefined,
      invalid: error !== undefined,
      required,
      label,
    };
  }, [id, hint, error, required, label]);
  return (
    <div
      className={error === undefined ? styles.block : `${styles.block} ${styles.wrong}`}
      data-block={block.block_id}
    >
      <label id={field.labelId} htmlFor={field.controlId} className={styles.label}>
        {label}
        {block.optional && <span className={styles.optional}> (optional)</span>}
      </label>
      <FieldProvider value={field}>
        <ElementView block={block} element={block.element} />
      </FieldProvider>
      {error !== undefined && (
        <p id={`${id}error`} role="alert" className={styles.error}>
          <TriangleAlert size={16} aria-hidden="true" />
          <span>{error}</span>
        </p>
      )}
      {hint && (
        <p id={`${id}hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}
