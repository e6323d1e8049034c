/** One exchange in two lines: which way, what, for whom, how it went; and in full when opened. */

import { ArrowDownLeft, ArrowUpRight } from "lucide-react";
import { usePeople } from "../sandbox/queries";
import { EntryView } from "./EntryView";
import { isDeed, type Line } from "./journal";
import styles from "./Payloads.module.css";

interface Given {
  line: Line;
  open: boolean;
  toggle(): void;
  /** Called once all of it stands there. */
  drawn(): void;
  /** Null while one does not choose. */
  chosen: boolean | null;
  choose(): void;
  copy(): void;
}

export function LineView({ line, open, toggle, drawn, chosen, choose, copy }: Given) {
  const name = useNameOf(line.user);
  const toBot = line.direction === "to_bot";
  const Arrow = toBot ? ArrowUpRight : ArrowDownLeft;
  return (
    <article className={styles.line} data-entry={line.n} data-failed={line.error !== null}>
      <div className={styles.head}>
        {chosen !== null && isDeed(line) && (
          <input
            type="checkbox"
            className={styles.choice}
            aria-label={`Choose ${line.n}: ${called(line)}`}
            checked={chosen}
            onChange={choose}
          />
        )}
        <button type="button" className={styles.summary} aria-expanded={open} onClick={toggle}>
          <Arrow size={16} aria-hidden="true" className={toBot ? styles.out : styles.back} />
          <span className={styles.what}>
            <span className="visually-hidden">{toBot ? "To the app: " : "From the app: "}</span>
            <b>{called(line)}</b> {line.about}
          </span>
          <span className={styles.facts}>
            <span>{hour(line.at)}</span>
            {name && <span>{name}</span>}
            {line.retry && <span>retry {line.retry[0]}</span>}
            <Outcome line={line} />
          </span>
        </button>
      </div>
      {open && <EntryView line={line} copy={copy} drawn={drawn} />}
    </article>
  );
}

function Outcome({ line }: { line: Line }) {
  if (line.milliseconds === null) return <span>waiting…</span>;
  const time = `${Math.round(line.milliseconds)} ms`;
  if (line.error === "operation_timeout")
    return <strong className={styles.failed}>Error: too late, no answer within 3 s</strong>;
  if (line.error !== null) return <strong className={styles.failed}>Error: {line.error}</strong>;
  return (
    <span>{line.direction === "to_bot" ? `acked in ${time}` : `${line.status}, ${time}`}</span>
  );
}

/** What an exchange is called in one word. */
export function called(line: Line): string {
  if (line.type === "api" || line.type === "slash_commands" || line.type === line.name)
    return line.name;
  return line.type === "response_url" ? "response_url" : `${line.type} ${line.name}`;
}

function hour(at: string): string {
  return new Date(at).toLocaleTimeString("en-GB", { hour12: false });
}

/** Somebody's name, in whichever workspace they are. */
export function useNameOf(user: string | null): string {
  const people = usePeople().flatMap((each) => each.people);
  return people.find((each) => each.id === user)?.real_name ?? user ?? "";
}
