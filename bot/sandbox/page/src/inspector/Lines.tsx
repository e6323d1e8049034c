/** The lines of the journal; only those in sight are drawn, for there may be thousands. */

import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import type { Line } from "./journal";
import { LineView } from "./LineView";
import styles from "./Payloads.module.css";

interface Given {
  lines: Line[];
  /** The chosen ones while one chooses. */
  chosen: ReadonlySet<number> | null;
  choose(line: Line): void;
  copy(line: Line): void;
}

const LINE_HEIGHT = 54;
const NEAR_THE_END = 60;

export function Lines({ lines, chosen, choose, copy }: Given) {
  const box = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const opened = useRef<number | null>(null);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => LINE_HEIGHT,
    getItemKey: (index) => lines[index]?.n ?? index,
    overscan: 8,
  });
  const last = lines.at(-1)?.n;
  useEffect(() => {
    if (last !== undefined && following.current) rows.scrollToIndex(lines.length - 1);
  }, [last, lines.length, rows]);
  const scrolled = () => {
    const shown = box.current;
    if (!shown) return;
    following.current = shown.scrollHeight - shown.scrollTop - shown.clientHeight < NEAR_THE_END;
  };
  const toggle = (line: Line) => {
    const next = new Set(open);
    if (!next.delete(line.n)) next.add(line.n);
    opened.current = next.has(line.n) ? line.n : null;
    following.current = false;
    setOpen(next);
  };
  // what opens at the end of the list would stand out of sight
  const drawn = (line: Line, index: number) => {
    if (opened.current !== line.n) return;
    opened.current = null;
    rows.scrollToIndex(index, { align: "start" });
  };
  return (
    <section ref={box} className={styles.lines} aria-label="Exchanges" onScroll={scrolled}>
      <div style={{ height: rows.getTotalSize(), position: "relative" }}>
        {rows.getVirtualItems().map((row) => {
          const line = lines[row.index];
          if (!line) return null;
          return (
            <div
              key={row.key}
              ref={rows.measureElement}
              data-index={row.index}
              className={styles.place}
              style={{ transform: `translateY(${row.start}px)` }}
            >
              <LineView
                line={line}
                open={open.has(line.n)}
                toggle={() => toggle(line)}
                drawn={() => drawn(line, row.index)}
                chosen={chosen ? chosen.has(line.n) : null}
                choose={() => choose(line)}
                copy={() => copy(line)}
              />
            </div>
          );
        })}
      </div>
    </section>
  );
}
