/** A chart: its title, its picture, and the same numbers as a table for whoever prefers that. */

import { ChartColumn, Table } from "lucide-react";
import { useState } from "react";
import { ToggleButton } from "react-aria-components";
import type { Block } from "../../sandbox/types";
import { AxisChart } from "./AxisChart";
import styles from "./DataVisualization.module.css";
import { PieFigure } from "./PieFigure";
import { summaryOf, tableOf } from "./rows";
import type { Chart, DataVisualizationBlock } from "./shapes";

export function DataVisualization({ block }: { block: Block }) {
  const { title, chart } = block as DataVisualizationBlock;
  const [tabular, setTabular] = useState(false);
  return (
    <figure className={styles.figure} aria-label={summaryOf(title, chart)}>
      <figcaption className={styles.caption}>
        <span>{title}</span>
        <ToggleButton
          className={styles.toggle ?? ""}
          isSelected={tabular}
          onChange={setTabular}
          aria-label={`Show ${title} as table`}
        >
          {tabular ? <ChartColumn size={16} aria-hidden /> : <Table size={16} aria-hidden />}
          {tabular ? "Show as chart" : "Show as table"}
        </ToggleButton>
      </figcaption>
      {tabular ? <Numbers title={title} chart={chart} /> : <Drawing chart={chart} />}
    </figure>
  );
}

function Drawing({ chart }: { chart: Chart }) {
  if (chart.type === "pie") return <PieFigure segments={chart.segments} />;
  return <AxisChart chart={chart} />;
}

function Numbers({ title, chart }: { title: string; chart: Chart }) {
  const { header, rows } = tableOf(chart);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse must be able to scroll it
    <section className={styles.numbers} tabIndex={0} aria-label={`Numbers of ${title}`}>
      <table>
        <caption className="visually-hidden">{title}</caption>
        <thead>
          <tr>
            {header.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, ...values]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {values.map((value, index) => (
                <td key={header[index + 1]}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
