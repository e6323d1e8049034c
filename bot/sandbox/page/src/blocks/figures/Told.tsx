/** What is said of the category under the pointer, or that the arrow keys have reached. */

import { colour } from "./colour";
import styles from "./DataVisualization.module.css";
import { full } from "./numbers";

interface Given {
  names: string[];
  /** Put in by the chart. */
  active?: boolean;
  label?: string | number;
  payload?: { dataKey?: unknown; value?: unknown }[];
}

export function Told({ names, active, label, payload = [] }: Given) {
  if (!active || payload.length === 0) return null;
  return (
    <div className={styles.tooltip} role="status">
      <p>{label}</p>
      <ul>
        {payload.map((entry) => {
          const index = Number(String(entry.dataKey).slice(1));
          return (
            <li key={index}>
              <span className={styles.swatch} style={{ background: colour(index) }} />
              {names[index]}: {full(Number(entry.value))}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
