/** The properties of a Work Object, name and value. */

import { lazy, Suspense } from "react";
import type { ObjectField } from "../sandbox/types";
import { FieldValue } from "./FieldValue";
import styles from "./Objects.module.css";

const Markdown = lazy(async () => ({ default: (await import("./FieldMarkdown")).FieldMarkdown }));

export function ObjectFields({ fields }: { fields: ObjectField[] }) {
  if (fields.length === 0) return null;
  return (
    <dl className={styles.fields}>
      {fields.map((field) => (
        <div key={field.key} className={isWide(field) ? styles.wide : styles.field}>
          <dt>{field.label}</dt>
          <dd>
            {field.format === "markdown" ? (
              <Suspense fallback={String(field.value ?? "")}>
                <Markdown text={String(field.value ?? "")} />
              </Suspense>
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
