/** The rows of one page of a data_table; the header cells sort. */

import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import { BLOCKS, Unknown } from "../catalogue";
import { wordsOf } from "./cells";
import styles from "./DataTable.module.css";
import type { Cell } from "./shapes";
import type { useCells } from "./useCells";

type Cells = ReturnType<typeof useCells>;

interface Given {
  table: Cells;
  caption: string;
  /** The index of the column that names its row. */
  rowHeader: number;
}

const SORTS = { asc: "ascending", desc: "descending" } as const;
const ARROWS = { asc: ArrowUp, desc: ArrowDown };

export function Grid({ table, caption, rowHeader }: Given) {
  const { rows } = table.getRowModel();
  const numeric = table
    .getAllLeafColumns()
    .map((_, index) =>
      table.getCoreRowModel().rows.every((row) => row.original[index]?.type === "raw_number"),
    );
  const looks = (index: number) =>
    [numeric[index] && styles.number, index === rowHeader && styles.sticky]
      .filter(Boolean)
      .join(" ");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse must be able to scroll it
    <section className={styles.scroll} tabIndex={0} aria-label={`Rows of ${caption}`}>
      <table>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {table.getFlatHeaders().map((header, index) => (
              <Heading key={header.id} column={header.column} look={looks(index)} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {row.original.map((cell, index) => (
                <Shown key={index} cell={cell} look={looks(index)} isHeader={index === rowHeader} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className={styles.none}>No row has these words.</p>}
    </section>
  );
}

type Column = ReturnType<Cells["getAllLeafColumns"]>[number];

function Heading({ column, look }: { column: Column; look: string }) {
  const sorted = column.getIsSorted();
  const Arrow = sorted ? ARROWS[sorted] : ArrowUpDown;
  return (
    <th scope="col" className={look} aria-sort={sorted ? SORTS[sorted] : "none"}>
      <button type="button" onClick={column.getToggleSortingHandler()}>
        {String(column.columnDef.header)}
        <Arrow size={14} aria-hidden className={sorted ? undefined : styles.idle} />
      </button>
    </th>
  );
}

function Shown({ cell, look, isHeader }: { cell: Cell; look: string; isHeader: boolean }) {
  const content = cell.type === "rich_text" ? <Rich cell={cell} /> : wordsOf(cell);
  if (!isHeader) return <td className={look}>{content}</td>;
  return (
    <th scope="row" className={look}>
      {content}
    </th>
  );
}

function Rich({ cell }: { cell: Cell & { type: "rich_text" } }) {
  const Kind = BLOCKS.rich_text ?? Unknown;
  return <Kind block={cell} />;
}
