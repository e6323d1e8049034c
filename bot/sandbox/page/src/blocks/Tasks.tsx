/** What an app is doing: one task, or a plan of several, with how far each has come. */

import type { LucideIcon } from "lucide-react";
import { ChevronDown, CircleAlert, CircleCheck, CircleDashed, LoaderCircle } from "lucide-react";
import { useId, useState } from "react";
import type { Block, Json } from "../sandbox/types";
import { RichText } from "./RichText";
import { SlackLink } from "./SlackLink";
import styles from "./Tasks.module.css";

const STATES: Record<string, [sign: LucideIcon, name: string]> = {
  pending: [CircleDashed, "Pending"],
  in_progress: [LoaderCircle, "In progress"],
  complete: [CircleCheck, "Complete"],
  error: [CircleAlert, "Failed"],
};
const UNKNOWN: [LucideIcon, string] = [CircleDashed, "Pending"];

export function Plan({ block }: { block: Block }) {
  const tasks: Block[] = block.tasks ?? [];
  const done = tasks.filter((each) => each.status === "complete").length;
  const id = useId();
  return (
    <section className={styles.plan} aria-labelledby={id}>
      <div className={styles.head}>
        <b id={id}>{block.title}</b>
        {tasks.length > 0 && (
          <span className={styles.soft}>
            {done} of {tasks.length} done
          </span>
        )}
      </div>
      <ul className={styles.list}>
        {tasks.map((task, index) => (
          <li key={task.task_id ?? index}>
            <Task task={task} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export function TaskCard({ block }: { block: Block }) {
  return (
    <div className={styles.alone}>
      <Task task={block} />
    </div>
  );
}

function Task({ task }: { task: Json }) {
  const [Sign, name] = STATES[task.status] ?? UNKNOWN;
  const [open, setOpen] = useState(task.status === "error");
  const id = useId();
  const sources: Json[] = task.sources ?? [];
  const more = task.details || task.output || sources.length > 0;
  const line = (
    <>
      <Sign
        size={18}
        aria-hidden="true"
        className={`${styles.sign} ${styles[task.status] ?? ""}`}
      />
      <span className={styles.title}>{task.title}</span>
      <span className={styles.state}>{name}</span>
    </>
  );
  if (!more) return <div className={styles.line}>{line}</div>;
  return (
    <>
      <button
        type="button"
        className={styles.line}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {line}
        <ChevronDown size={16} aria-hidden="true" className={open ? styles.up : styles.down} />
      </button>
      <div id={id} className={styles.inside} hidden={!open}>
        {task.details && <RichText block={task.details} />}
        {task.output && <RichText block={task.output} />}
        {sources.length > 0 && (
          <ul className={styles.sources} aria-label="Sources">
            {sources.map((source, index) => (
              <li key={index}>
                <SlackLink url={String(source.url ?? "")}>{source.text}</SlackLink>
              </li>
            ))}
          </ul>
        )}
      </div>
    </>
  );
}
