/** Formatted words as data: paragraphs, lists within lists, quotes and code. */

import type { CSSProperties } from "react";
import type { Json } from "../sandbox/types";
import { marker } from "./markers";
import styles from "./RichText.module.css";
import { Run } from "./Run";

export function RichText({ block }: { block: Json }) {
  const parts: Json[] = block.elements ?? [];
  return (
    <div className={styles.rich}>
      {parts.map((part, index) => (
        <Part key={index} part={part} />
      ))}
    </div>
  );
}

function Part({ part }: { part: Json }) {
  const border = part.border ? styles.bordered : "";
  switch (part.type) {
    case "rich_text_section":
      return (
        <div className={jumbo(part) ? styles.jumbo : undefined}>
          <Runs runs={part.elements} />
        </div>
      );
    case "rich_text_list":
      return <List list={part} />;
    case "rich_text_quote":
      return (
        <blockquote className={`${styles.quote} ${border}`}>
          <Runs runs={part.elements} />
        </blockquote>
      );
    case "rich_text_preformatted":
      return (
        <pre className={`${styles.preformatted} ${border}`}>
          <code>
            <Runs runs={part.elements} />
          </code>
        </pre>
      );
    default:
      return <p className={styles.unknown}>This page cannot show a {String(part.type)}.</p>;
  }
}

function Runs({ runs = [] }: { runs?: Json[] }) {
  return runs.map((run, index) => <Run key={index} run={run} />);
}

/** Slack sends a list of each depth after the other; `indent` tells how deep it stands. */
function List({ list }: { list: Json }) {
  const indent = Number(list.indent ?? 0);
  const offset = Number(list.offset ?? 0);
  const ordered = list.style === "ordered";
  const items: Json[] = list.elements ?? [];
  const look = { "--indent": indent } as CSSProperties;
  const inside = items.map((item, index) => (
    <li key={index}>
      <span className={styles.marker} aria-hidden="true">
        {marker(ordered, indent, offset + index)}
      </span>
      <div className={styles.item}>
        <Runs runs={item.elements} />
      </div>
    </li>
  ));
  const className = `${styles.list} ${list.border ? styles.bordered : ""}`;
  if (!ordered) {
    return (
      <ul className={className} style={look}>
        {inside}
      </ul>
    );
  }
  return (
    <ol className={className} style={look} start={offset + 1}>
      {inside}
    </ol>
  );
}

/** Whether somebody said nothing but emoji, which Slack then shows large. */
function jumbo(section: Json): boolean {
  const runs: Json[] = section.elements ?? [];
  const spoken = runs.filter((run) => run.type !== "text" || String(run.text).trim() !== "");
  return spoken.length > 0 && spoken.every((run) => run.type === "emoji");
}
