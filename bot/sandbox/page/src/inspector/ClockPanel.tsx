/** Moves the sandbox's clock, which the app and Slack both go by. */

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { read } from "../sandbox/control";
import { useScreen } from "../sandbox/ScreenContext";
import type { Json } from "../sandbox/types";
import { Field } from "./Field";
import styles from "./Inspector.module.css";
import { useOrder } from "./useOrder";

const STEPS: [string, number][] = [
  ["+ 1 minute", 60],
  ["+ 1 hour", 3600],
  ["+ 1 day", 86_400],
  ["+ 1 week", 604_800],
];
const LOOK_AGAIN_MS = 1000;
// Real seconds pass between two looks.
const REAL_SECONDS = 5;

interface Time {
  now: string;
  ahead: number;
}

export function ClockPanel() {
  const { user, people } = useScreen();
  const { told, order } = useOrder();
  const [moment, setMoment] = useState("");
  const { data } = useQuery({
    queryKey: ["clock"],
    queryFn: () => read<Time>("clock"),
    refetchInterval: LOOK_AGAIN_MS,
  });
  const move = (body: Json) =>
    void order("clock", body, (answer) => `It is now ${written(answer.now)}.`);
  const set = (event: FormEvent) => {
    event.preventDefault();
    if (moment) move({ set: new Date(moment).toISOString() });
  };
  const me = people.find((each) => each.id === user);
  return (
    <div className={styles.scroll}>
      <h3 className={styles.heading}>The sandbox's clock</h3>
      <p className={styles.moment}>{data ? written(data.now) : "…"}</p>
      <p className={styles.hint}>{data ? distance(data.ahead) : ""}</p>
      <p role="status" className={styles.told}>
        {told}
      </p>
      <div className={styles.row}>
        {STEPS.map(([words, advance]) => (
          <button
            type="button"
            key={words}
            className={styles.button}
            onClick={() => move({ advance })}
          >
            {words}
          </button>
        ))}
      </div>
      <div className={styles.row}>
        <button type="button" className={styles.button} onClick={() => move({ monday: user })}>
          Next Monday, 09:00{me ? ` for ${me.real_name.split(" ")[0]}` : ""}
        </button>
        <button type="button" className={styles.button} onClick={() => move({ real: true })}>
          Back to real time
        </button>
      </div>
      <form onSubmit={set}>
        <Field label="Date and time">
          {(id) => (
            <input
              id={id}
              type="datetime-local"
              value={moment}
              onChange={(event) => setMoment(event.target.value)}
            />
          )}
        </Field>
        <button type="submit" className={styles.primary} disabled={!moment}>
          Set the clock
        </button>
      </form>
      <h3 className={styles.heading}>What follows</h3>
      <p className={styles.hint}>
        Messages that the app scheduled are posted at once when their time has come. An app that
        goes by this clock, as in the demo, does what is due within a few seconds: a report that is
        scheduled for Monday comes when you go to Monday. An app of your own goes by its own clock.
        Forms and buttons that wait get old as they would in Slack.
      </p>
    </div>
  );
}

function written(moment: string): string {
  return new Date(moment).toLocaleString([], {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
}

const UNITS: [string, number][] = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

function distance(ahead: number): string {
  const away = Math.abs(ahead);
  if (away < REAL_SECONDS) return "This is real time.";
  const parts: string[] = [];
  let left = away + 1;
  for (const [unit, seconds] of UNITS) {
    const count = Math.floor(left / seconds);
    left -= count * seconds;
    if (count > 0) parts.push(`${count} ${unit}${count === 1 ? "" : "s"}`);
  }
  const words = parts.join(" ") || "less than a minute";
  return `${words} ${ahead > 0 ? "ahead of" : "behind"} real time.`;
}
