/** A table to sort, search, turn over and take along. */

import { useId } from "react";
import type { Block } from "../../sandbox/types";
import { csvOf } from "./cells";
import styles from "./DataTable.module.css";
import { Grid } from "./Grid";
import { Pages } from "./Pages";
import type { DataTableBlock } from "./shapes";
import { TakeAlong } from "./TakeAlong";
import { useCells } from "./useCells";

const PAGE_SIZE = 5;

export function DataTable({ block }: { block: Block }) {
  const { caption, rows, page_size, row_header_column_index } = block as DataTableBlock;
  const table = useCells(rows, page_size ?? PAGE_SIZE);
  const named = useId();
  const sought = String(table.state.globalFilter ?? "");
  const csv = () =>
    csvOf([rows[0] ?? [], ...table.getSortedRowModel().rows.map((row) => row.original)]);
  return (
    <section className={styles.table} aria-labelledby={named}>
      <p id={named} className={styles.caption}>
        {caption}
      </p>
      <div className={styles.tools}>
        <input
          type="search"
          placeholder="Search"
          aria-label={`Search in ${caption}`}
          value={sought}
          onChange={(event) => {
            table.setGlobalFilter(event.target.value);
            table.setPageIndex(0);
          }}
        />
        <TakeAlong name={caption} csv={csv} />
      </div>
      <Grid table={table} caption={caption} rowHeader={row_header_column_index ?? 0} />
      <Pages table={table} caption={caption} all={rows.length - 1} />
    </section>
  );
}
