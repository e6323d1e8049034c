/** The sandbox's clock, which the inspector can move. */

import { useEffect, useState } from "react";
import { useClockAhead } from "../sandbox/queries";
import { useScreen } from "../sandbox/ScreenContext";
import styles from "./Clock.module.css";

const LOOK_AGAIN_MS = 5000;
// Less than that is the way of the answer, not a moved clock.
const MOVED_MS = 30_000;

export function Clock() {
  const { user } = useScreen();
  const ahead = useClockAhead(user);
  const now = useMoment(ahead);
  const moved = Math.abs(ahead) > MOVED_MS;
  const day = now.toLocaleDateString([], { weekday: "short", day: "numeric", month: "short" });
  const hour = now.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  return (
    <time
      className={moved ? `${styles.clock} ${styles.moved}` : styles.clock}
      dateTime={now.toISOString()}
      title={moved ? "The sandbox's clock was moved" : "The sandbox's clock"}
    >
      {moved && <span className={styles.mark}>Moved to </span>}
      <span className={moved ? undefined : styles.day}>{day}</span> {hour}
    </time>
  );
}

function useMoment(ahead: number): Date {
  const [here, setHere] = useState(Date.now);
  useEffect(() => {
    const timer = window.setInterval(() => setHere(Date.now()), LOOK_AGAIN_MS);
    return () => window.clearInterval(timer);
  }, []);
  return new Date(here + ahead);
}
