/** A data_table's rows, sorted, searched and in pages. */

import {
  columnFilteringFeature,
  createFilteredRowModel,
  createPaginatedRowModel,
  createSortedRowModel,
  globalFilteringFeature,
  rowPaginationFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useMemo } from "react";
import { compare, sortedBy, wordsOf } from "./cells";
import type { Cell } from "./shapes";

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  columnFilteringFeature,
  globalFilteringFeature,
  filteredRowModel: createFilteredRowModel(),
  rowPaginationFeature,
  paginatedRowModel: createPaginatedRowModel(),
});

export function useCells(rows: Cell[][], pageSize: number) {
  const [header, data] = useMemo(() => [rows[0] ?? [], rows.slice(1)], [rows]);
  const columns = useMemo(
    () =>
      header.map((cell, index) => ({
        id: String(index),
        header: wordsOf(cell),
        accessorFn: (row: Cell[]) => sortedBy(row[index]),
        sortDescFirst: false,
        sortFn: (one: { original: Cell[] }, other: { original: Cell[] }) =>
          compare(sortedBy(one.original[index]), sortedBy(other.original[index])),
      })),
    [header],
  );
  return useTable({
    features,
    columns,
    data,
    initialState: { pagination: { pageIndex: 0, pageSize } },
    getColumnCanGlobalFilter: () => true,
    globalFilterFn: (row, column, wanted: string) =>
      wordsOf(row.original[Number(column)])
        .toLocaleLowerCase()
        .includes(wanted.trim().toLocaleLowerCase()),
  });
}
