/** The properties of a Work Object, name and value. */

import type { ObjectField } from "../sandbox/types";
import { FieldMarkdown } from "./FieldMarkdown";
import { FieldValue } from "./FieldValue";
import styles from "./Objects.module.css";

export function ObjectFields({ fields }: { fields: ObjectField[] }) {
  if (fields.length === 0) return null;
  return (
    <dl className={styles.fields}>
      {fields.map((field) => (
        <div key={field.key} className={isWide(field) ? styles.wide : styles.field}>
          <dt>{field.label}</dt>
          <dd>
            {field.format === "markdown" ? (
              <FieldMarkdown text={String(field.value ?? "")} />
            ) : (
              <FieldValue field={field} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function isWide(field: ObjectField): boolean {
  return Boolean(field.long) || field.format === "markdown" || field.type === "slack#/types/image";
}
