/** Bars, lines and areas over categories. */

import {
  Area,
  AreaChart,
  Bar,
  BarChart,
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { colour } from "./colour";
import styles from "./DataVisualization.module.css";
import { Legend } from "./Legend";
import { compact } from "./numbers";
import { READING } from "./reading";
import { rowsOf } from "./rows";
import type { Plotted } from "./shapes";
import { Told } from "./Told";
import { useWidth } from "./useWidth";

const FRAMES = { bar: BarChart, line: LineChart, area: AreaChart };
const LABEL_PX = 7;
const AXIS_PX = 56;
const MANY_BARS = 30;

export function AxisChart({ chart }: { chart: Plotted }) {
  const [frame, width] = useWidth();
  const { series, axis_config: axes } = chart;
  const Frame = FRAMES[chart.type];
  const slanted = isCrowded(axes.categories, width);
  const rows = rowsOf(chart);
  return (
    <>
      <div className={styles.drawing} ref={frame}>
        <ResponsiveContainer>
          <Frame
            data={rows}
            margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
            barGap={rows.length * series.length > MANY_BARS ? 0 : 4}
            accessibilityLayer
            aria-label={READING}
          >
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey="label"
              stroke="var(--soft)"
              tickLine={false}
              padding={chart.type === "bar" ? {} : { left: 14, right: 14 }}
              interval={slanted ? "equidistantPreserveStart" : 0}
              angle={slanted ? -40 : 0}
              textAnchor={slanted ? "end" : "middle"}
              height={(slanted ? 92 : 30) + (axes.x_label ? 20 : 0)}
              {...named(axes.x_label, { position: "insideBottom", offset: 2 })}
            />
            <YAxis
              stroke="var(--soft)"
              tickLine={false}
              axisLine={false}
              tickFormatter={compact}
              width={AXIS_PX + (axes.y_label ? 18 : 0)}
              {...named(axes.y_label, {
                position: "insideLeft",
                angle: -90,
                offset: 8,
                style: { textAnchor: "middle" },
              })}
            />
            <ReferenceLine y={0} stroke="var(--soft)" />
            <Tooltip
              isAnimationActive={false}
              cursor={{ fill: "var(--pressed)", stroke: "var(--line)", fillOpacity: 0.5 }}
              content={<Told names={series.map((each) => each.name)} />}
            />
            {series.map((each, index) => mark(chart.type, each.name, index, rows.length))}
          </Frame>
        </ResponsiveContainer>
      </div>
      <Legend names={series.map((each) => each.name)} />
    </>
  );
}

/** One series; a line through a single point would not be seen, so it gets its dot. */
function mark(kind: Plotted["type"], name: string, index: number, points: number) {
  const shared = { dataKey: `s${index}`, name, isAnimationActive: false };
  const dot = points === 1 ? { r: 4, fill: colour(index) } : false;
  const key = `${index}-${name}`;
  switch (kind) {
    case "bar":
      return <Bar key={key} {...shared} fill={colour(index)} maxBarSize={48} />;
    case "line":
      return <Line key={key} {...shared} stroke={colour(index)} strokeWidth={2} dot={dot} />;
    case "area":
      return (
        <Area
          key={key}
          {...shared}
          stroke={colour(index)}
          fill={colour(index)}
          fillOpacity={0.25}
          strokeWidth={2}
          dot={dot}
        />
      );
  }
}

function named(value: string | undefined, how: object) {
  return value ? { label: { value, fill: "var(--soft)", ...how } } : {};
}

/** Whether the names of the categories would run into each other if they lay flat. */
function isCrowded(categories: string[], width: number): boolean {
  const longest = Math.max(...categories.map((each) => each.length));
  return longest * LABEL_PX * categories.length > Math.max(width - AXIS_PX, 1);
}
