/** JSON that can be folded; what is folded is not drawn. */

import { useState } from "react";
import styles from "./JsonTree.module.css";

// Deeper than that a view is folded at first.
const OPEN_DEPTH = 3;

interface Given {
  name?: string;
  value: unknown;
  depth?: number;
}

export function JsonTree({ name, value, depth = 0 }: Given) {
  const told = unpacked(value);
  const inside = told !== null && typeof told === "object";
  return (
    <div className={depth === 0 ? styles.tree : styles.part}>
      {inside ? (
        <Folder name={name} value={told as object} depth={depth} packed={told !== value} />
      ) : (
        <>
          <Name name={name} />
          <span className={styles[typeof told]}>{JSON.stringify(told)}</span>
        </>
      )}
    </div>
  );
}

interface Folded {
  name: string | undefined;
  value: object;
  depth: number;
  packed: boolean;
}

function Folder({ name, value, depth, packed }: Folded) {
  const [open, setOpen] = useState(depth < OPEN_DEPTH);
  const parts = Object.entries(value);
  const list = Array.isArray(value);
  const [begin, end] = list ? ["[", "]"] : ["{", "}"];
  if (parts.length === 0)
    return (
      <>
        <Name name={name} />
        {begin + end}
      </>
    );
  const kind = "type" in value && typeof value.type === "string" ? `${value.type}, ` : "";
  const count = `${kind}${parts.length} ${list ? "items" : "parts"}`;
  return (
    <>
      <button
        type="button"
        className={styles.fold}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span aria-hidden="true">{open ? "▾" : "▸"}</span> <Name name={name} />
        {packed && <i>in a string </i>}
        {open ? begin : `${begin} ${count} ${end}`}
      </button>
      {open && (
        <>
          {parts.map(([key, each]) => (
            <JsonTree key={key} value={each} depth={depth + 1} {...(list ? {} : { name: key })} />
          ))}
          <div>{end}</div>
        </>
      )}
    </>
  );
}

function Name({ name }: { name: string | undefined }) {
  return name === undefined ? null : <span className={styles.name}>{name}: </span>;
}

/** Forms carry structures as strings; they are shown as structures. */
function unpacked(value: unknown): unknown {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
