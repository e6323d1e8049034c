/** Charts and data tables, fetched when the first is shown; until then their room is kept. */

import { lazy, type ReactNode, Suspense } from "react";
import type { Block } from "../../sandbox/types";
import styles from "./Figures.module.css";
import type { DataTableBlock, DataVisualizationBlock } from "./shapes";

const Visualization = lazy(async () => ({
  default: (await import("./DataVisualization")).DataVisualization,
}));
const Table = lazy(async () => ({ default: (await import("./DataTable")).DataTable }));

const CHART_PX = 402;
const AROUND_ROWS_PX = 180;
const ROW_PX = 39;
const PAGE_SIZE = 5;

export function LazyDataVisualization({ block }: { block: Block }) {
  const { title } = block as DataVisualizationBlock;
  return (
    <Waiting name={title} height={CHART_PX}>
      <Visualization block={block} />
    </Waiting>
  );
}

export function LazyDataTable({ block }: { block: Block }) {
  const { caption, rows, page_size } = block as DataTableBlock;
  const shown = Math.min(rows.length - 1, page_size ?? PAGE_SIZE);
  return (
    <Waiting name={caption} height={AROUND_ROWS_PX + shown * ROW_PX}>
      <Table block={block} />
    </Waiting>
  );
}

function Waiting({
  name,
  height,
  children,
}: {
  name: string;
  height: number;
  children: ReactNode;
}) {
  const skeleton = (
    <div
      className={styles.skeleton}
      style={{ height }}
      role="status"
      aria-label={`Loading ${name}`}
    />
  );
  return <Suspense fallback={skeleton}>{children}</Suspense>;
}
