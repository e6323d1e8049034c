/** Which rows of a data_table are shown, and the way to the others. */

import { ChevronLeft, ChevronRight } from "lucide-react";
import styles from "./DataTable.module.css";
import type { useCells } from "./useCells";

interface Given {
  table: ReturnType<typeof useCells>;
  caption: string;
  /** How many rows there are without a search. */
  all: number;
}

export function Pages({ table, caption, all }: Given) {
  const { pageIndex, pageSize } = table.state.pagination;
  const found = table.getFilteredRowModel().rows.length;
  const first = found === 0 ? 0 : pageIndex * pageSize + 1;
  const last = Math.min(found, (pageIndex + 1) * pageSize);
  return (
    <nav className={styles.pages} aria-label={`Pages of ${caption}`}>
      <span role="status">
        {first}–{last} of {found}
        {found < all && ` (${all} in all)`}
      </span>
      <button
        type="button"
        aria-label="Previous page"
        disabled={!table.getCanPreviousPage()}
        onClick={() => table.previousPage()}
      >
        <ChevronLeft size={18} aria-hidden />
      </button>
      <button
        type="button"
        aria-label="Next page"
        disabled={!table.getCanNextPage()}
        onClick={() => table.nextPage()}
      >
        <ChevronRight size={18} aria-hidden />
      </button>
    </nav>
  );
}
