/** An exchange in full: how it was brought, what was said, what was answered. */

import { useEffect, useEffectEvent } from "react";
import { sentence } from "../sandbox/control";
import { CopyButton } from "./CopyButton";
import { JsonTree } from "./JsonTree";
import { isDeed, type Line, useEntry } from "./journal";
import { useNameOf } from "./LineView";
import styles from "./Payloads.module.css";

interface Given {
  line: Line;
  copy(): void;
  /** Called once all of it stands there. */
  drawn(): void;
}

export function EntryView({ line, copy, drawn }: Given) {
  const { data, error } = useEntry(line);
  const told = data !== undefined;
  const tell = useEffectEvent(drawn);
  useEffect(() => {
    if (told) tell();
  }, [told]);
  const name = useNameOf(line.user);
  if (error) return <p role="alert">{sentence(error)}</p>;
  return (
    <div className={styles.entry}>
      <dl className={styles.envelope}>
        {envelope(line, name).map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {isDeed(line) && (
        <button type="button" className={styles.small} onClick={copy}>
          Copy as test
        </button>
      )}
      {data && (
        <>
          <Body title={line.direction === "to_bot" ? "Payload" : "Request"} value={data.payload} />
          <Body title={line.direction === "to_bot" ? "Ack" : "Answer"} value={data.response} />
        </>
      )}
    </div>
  );
}

function envelope(line: Line, name: string): [string, string][] {
  const facts: [string, string][] = [
    ["Number", String(line.n)],
    ["At", new Date(line.at).toLocaleString()],
  ];
  if (line.by) facts.push(["Brought by", line.by === "socket" ? "Socket Mode" : "signed HTTP"]);
  if (line.retry) facts.push(["x-slack-retry-num", `${line.retry[0]} (${line.retry[1]})`]);
  if (name) facts.push(["Person", `${name} (${line.user})`]);
  if (line.caused_by !== null) facts.push(["Answer to", `exchange ${line.caused_by}`]);
  if (line.status !== null) facts.push(["Status", String(line.status)]);
  if (line.milliseconds !== null) facts.push(["Took", `${line.milliseconds} ms`]);
  if (line.error) facts.push(["Error", line.error]);
  return facts;
}

function Body({ title, value }: { title: string; value: unknown }) {
  const empty = value === null || value === "";
  return (
    <section aria-label={title} className={styles.body}>
      <header>
        <h4>{title}</h4>
        {!empty && <CopyButton text={() => JSON.stringify(value, null, 2)} what={title} />}
      </header>
      {empty ? <p className={styles.nothing}>Nothing.</p> : <JsonTree value={value} />}
    </section>
  );
}
