/** Every exchange with the app in order, newest last; each opens to what was said in full. */

import { useMemo, useState } from "react";
import { CopiedTest } from "./CopiedTest";
import { Filters } from "./Filters";
import { type Filter, isDeed, type Line, passes, testOf, useJournal } from "./journal";
import { Lines } from "./Lines";
import styles from "./Payloads.module.css";

const EVERYTHING: Filter = { words: "", direction: "both", user: "", errors: false, after: 0 };
const NOBODY: ReadonlySet<number> = new Set();

export function Payloads() {
  const lines = useJournal();
  const [filter, setFilter] = useState(EVERYTHING);
  const [choosing, setChoosing] = useState(false);
  const [chosen, setChosen] = useState(NOBODY);
  const [wanted, setWanted] = useState<number[]>([]);
  const shown = useMemo(() => lines.filter((each) => passes(each, filter)), [lines, filter]);
  const choose = (line: Line) => {
    const next = new Set(chosen);
    if (!next.delete(line.n)) next.add(line.n);
    setChosen(next);
  };
  const stop = () => {
    setChoosing(false);
    setChosen(NOBODY);
  };
  return (
    <>
      <Filters filter={filter} change={setFilter} />
      <div className={styles.bar}>
        <span className={styles.count}>{counted(shown.length, lines.length)}</span>
        {choosing ? (
          <>
            <button type="button" className={styles.small} onClick={stop}>
              Cancel
            </button>
            <button
              type="button"
              className={styles.small}
              disabled={chosen.size === 0}
              onClick={() => {
                setWanted([...chosen]);
                stop();
              }}
            >
              Copy {chosen.size} as a test
            </button>
          </>
        ) : (
          <>
            <button
              type="button"
              className={styles.small}
              onClick={() => setFilter({ ...filter, after: lines.at(-1)?.n ?? 0 })}
            >
              Clear view
            </button>
            <button
              type="button"
              className={styles.small}
              disabled={!shown.some(isDeed)}
              onClick={() => setChoosing(true)}
            >
              Choose for a test
            </button>
          </>
        )}
      </div>
      {wanted.length > 0 && (
        <CopiedTest key={wanted.join()} text={() => testOf(wanted)} close={() => setWanted([])} />
      )}
      <Lines
        lines={shown}
        chosen={choosing ? chosen : null}
        choose={choose}
        copy={(line) => setWanted([line.n])}
      />
    </>
  );
}

function counted(shown: number, all: number): string {
  if (all === 0) return "Nothing has passed yet.";
  return shown === all ? `${all} exchanges` : `${shown} of ${all} exchanges`;
}
