/** Which colour is which, with a value where there is one. */

import { colour } from "./colour";
import styles from "./DataVisualization.module.css";

export function Legend({ names, values = [] }: { names: string[]; values?: string[] }) {
  return (
    <ul className={styles.legend}>
      {names.map((name, index) => (
        <li key={name}>
          <span className={styles.swatch} style={{ background: colour(index) }} />
          {name}
          {values[index] && <span className={styles.value}>{values[index]}</span>}
        </li>
      ))}
    </ul>
  );
}
