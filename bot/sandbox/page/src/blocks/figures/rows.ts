/** A chart's numbers in rows, for drawing, for its table and for words about it. */

import { full, share } from "./numbers";
import type { Chart, Plotted } from "./shapes";

/** One category and what each series has there; `s0`, `s1`… so that no name can clash. */
export interface Row {
  label: string;
  [series: `s${number}`]: number | null;
}

export function rowsOf({ series, axis_config }: Plotted): Row[] {
  const known = series.map(({ data }) => new Map(data.map((point) => [point.label, point.value])));
  return axis_config.categories.map((label) => {
    const row: Row = { label };
    known.forEach((points, index) => {
      row[`s${index}`] = points.get(label) ?? null;
    });
    return row;
  });
}

/** The header and the rows of the table that stands in for the chart. */
export function tableOf(chart: Chart): { header: string[]; rows: string[][] } {
  if (chart.type === "pie") {
    const whole = chart.segments.reduce((sum, each) => sum + each.value, 0);
    return {
      header: ["Segment", "Value", "Share"],
      rows: chart.segments.map((each) => [each.label, full(each.value), share(each.value, whole)]),
    };
  }
  return {
    header: [chart.axis_config.x_label || "Category", ...chart.series.map((each) => each.name)],
    rows: rowsOf(chart).map((row) => [
      row.label,
      ...chart.series.map((_, index) => {
        const value = row[`s${index}`];
        return typeof value === "number" ? full(value) : "–";
      }),
    ]),
  };
}

const KINDS = { pie: "Pie chart", bar: "Bar chart", line: "Line chart", area: "Area chart" };

/** What a person hears who cannot see the chart. */
export function summaryOf(title: string, chart: Chart): string {
  const points =
    chart.type === "pie"
      ? chart.segments
      : chart.series.flatMap((each) =>
          each.data.map((point) => ({ ...point, label: nameOf(chart, each.name, point.label) })),
        );
  const ordered = [...points].sort((one, other) => one.value - other.value);
  const [least, most] = [ordered[0], ordered.at(-1)];
  const words = [`${KINDS[chart.type]}: ${title}.`, `${sizeOf(chart)}.`];
  if (most && least && ordered.length > 1) {
    words.push(`Highest: ${most.label}, ${full(most.value)}.`);
    words.push(`Lowest: ${least.label}, ${full(least.value)}.`);
  } else if (most) {
    words.push(`${most.label}: ${full(most.value)}.`);
  }
  return words.join(" ");
}

function nameOf(chart: Plotted, series: string, label: string): string {
  return chart.series.length > 1 ? `${series} in ${label}` : label;
}

function sizeOf(chart: Chart): string {
  if (chart.type === "pie") return counted(chart.segments.length, "segment", "segments");
  const categories = counted(chart.axis_config.categories.length, "category", "categories");
  return `${counted(chart.series.length, "series", "series")}, ${categories}`;
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
