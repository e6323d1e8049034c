/** A table: columns aligned and wrapped as the app says; a wide one scrolls inside itself. */

import type { CSSProperties } from "react";
import type { Block, Json } from "../sandbox/types";
import { Mrkdwn } from "./Mrkdwn";
import { RichText } from "./RichText";
import styles from "./Table.module.css";

export function Table({ block }: { block: Block }) {
  const [head = [], ...rows] = (block.rows ?? []) as Json[][];
  const settings: (Json | null)[] = block.column_settings ?? [];
  const look = (column: number): CSSProperties => {
    const { align = "left", is_wrapped = false } = settings[column] ?? {};
    return { textAlign: align, whiteSpace: is_wrapped ? "normal" : "nowrap" };
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className={styles.frame} tabIndex={0} aria-label="Table, scrolls sideways">
      <table className={styles.table}>
        <thead>
          <tr>
            {head.map((cell, column) => (
              <th key={column} scope="col" style={look(column)}>
                <Cell cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} style={look(column)}>
                  <Cell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What stands in a table: formatted words, plain ones, or a number as its app writes it. */
export function Cell({ cell }: { cell: Json }) {
  if (cell.type === "rich_text") return <RichText block={cell} />;
  return <Mrkdwn text={{ type: "plain_text", text: String(cell.text ?? cell.value ?? "") }} />;
}
