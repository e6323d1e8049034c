/** Shares of a whole; the legend gives each segment's value. */

import { Pie, PieChart, ResponsiveContainer, Sector, Tooltip } from "recharts";
import { colour } from "./colour";
import styles from "./DataVisualization.module.css";
import { Legend } from "./Legend";
import { full, share } from "./numbers";
import { READING } from "./reading";
import type { Point } from "./shapes";

export function PieFigure({ segments }: { segments: Point[] }) {
  const whole = segments.reduce((sum, each) => sum + each.value, 0);
  const told = (each: Point) => `${full(each.value)} (${share(each.value, whole)})`;
  return (
    <>
      <div className={styles.drawing}>
        <ResponsiveContainer>
          <PieChart accessibilityLayer aria-label={READING}>
            <Tooltip isAnimationActive={false} content={<Part told={told} />} />
            <Pie
              data={segments}
              dataKey="value"
              nameKey="label"
              outerRadius="92%"
              stroke="var(--paper)"
              strokeWidth={2}
              startAngle={90}
              endAngle={-270}
              isAnimationActive={false}
              // the drawing itself is the stop of the keyboard
              rootTabIndex={-1}
              shape={(props, index) => <Sector {...props} fill={colour(Number(index ?? 0))} />}
            />
          </PieChart>
        </ResponsiveContainer>
      </div>
      <Legend names={segments.map((each) => each.label)} values={segments.map(told)} />
    </>
  );
}

interface Given {
  told: (each: Point) => string;
  /** Put in by the chart. */
  active?: boolean;
  payload?: { payload?: Point }[];
}

function Part({ told, active, payload = [] }: Given) {
  const point = payload[0]?.payload;
  if (!active || !point) return null;
  return (
    <div className={styles.tooltip} role="status">
      <p>{point.label}</p>
      {told(point)}
    </div>
  );
}
