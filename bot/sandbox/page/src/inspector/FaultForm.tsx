/** Says what is to fail, how, and how often. */

import { type FormEvent, useState } from "react";
import type { Json } from "../sandbox/types";
import { Field } from "./Field";
import { DELIVERIES, EVERY, KINDS, type Kind, named } from "./faults";
import styles from "./Inspector.module.css";

interface Given {
  methods: string[];
  add(fault: Json): void;
}

export function FaultForm({ methods, add }: Given) {
  const [method, setMethod] = useState(EVERY);
  const [wanted, setKind] = useState<Kind>("status");
  const [often, setOften] = useState("1");
  const [seconds, setSeconds] = useState("5");
  const [error, setError] = useState("internal_error");
  const kinds = (Object.keys(KINDS) as Kind[]).filter(
    (each) => method !== DELIVERIES || each === "slow" || each === "silent",
  );
  const kind = kinds.includes(wanted) ? wanted : "slow";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const times = often === "" ? {} : { times: Number(often) };
    add({ method, ...parts(kind, seconds, error), ...times });
  };
  return (
    <form onSubmit={submit}>
      <Field label="What fails">
        {(id) => (
          <select id={id} value={method} onChange={(event) => setMethod(event.target.value)}>
            {[EVERY, ...methods].map((each) => (
              <option key={each} value={each}>
                {each.includes(".")
                  ? each
                  : `${named(each)[0]?.toUpperCase()}${named(each).slice(1)}`}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="How">
        {(id) => (
          <select id={id} value={kind} onChange={(event) => setKind(event.target.value as Kind)}>
            {kinds.map((each) => (
              <option key={each} value={each}>
                {KINDS[each]}
              </option>
            ))}
          </select>
        )}
      </Field>
      {(kind === "slow" || kind === "limited") && (
        <Field label={kind === "slow" ? "Seconds late" : "Retry after, in seconds"}>
          {(id) => (
            <input
              id={id}
              type="number"
              min={1}
              max={60}
              required
              value={seconds}
              onChange={(event) => setSeconds(event.target.value)}
            />
          )}
        </Field>
      )}
      {kind === "error" && (
        <Field label="Name of the error">
          {(id) => (
            <input
              id={id}
              required
              pattern="[a-z_]+"
              value={error}
              onChange={(event) => setError(event.target.value)}
            />
          )}
        </Field>
      )}
      <Field label="How often">
        {(id) => (
          <select id={id} value={often} onChange={(event) => setOften(event.target.value)}>
            <option value="1">Once</option>
            <option value="3">Three times</option>
            <option value="10">Ten times</option>
            <option value="">Until I remove it</option>
          </select>
        )}
      </Field>
      <button type="submit" className={styles.primary}>
        Add failure
      </button>
    </form>
  );
}

/** A kind as the sandbox takes it. */
function parts(kind: Kind, seconds: string, error: string): Json {
  switch (kind) {
    case "limited":
      return { kind: "status", status: 429, retry_after: Number(seconds) };
    case "slow":
      return { kind, seconds: Number(seconds) };
    case "error":
      return { kind, error };
    default:
      return { kind };
  }
}
