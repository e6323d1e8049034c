/** The shapes of the two blocks that show figures. */

import type { Block } from "../../sandbox/types";

export interface Point {
  label: string;
  value: number;
}

export interface Series {
  name: string;
  data: Point[];
}

export interface Axes {
  categories: string[];
  x_label?: string;
  y_label?: string;
}

export type Plotted = { type: "bar" | "line" | "area"; series: Series[]; axis_config: Axes };

export type Chart = Plotted | { type: "pie"; segments: Point[] };

export interface DataVisualizationBlock extends Block {
  title: string;
  chart: Chart;
}

export type Cell =
  | { type: "raw_text"; text: string }
  | { type: "raw_number"; value: number; text?: string }
  | ({ type: "rich_text" } & Block);

export interface DataTableBlock extends Block {
  caption: string;
  rows: Cell[][];
  page_size?: number;
  row_header_column_index?: number;
}
