/** Orders failures: of calls that the app makes, of what Slack sends, of the connection. */

import { useQuery } from "@tanstack/react-query";
import { read } from "../sandbox/control";
import { FaultForm } from "./FaultForm";
import { type Fault, named, type Told, told as words } from "./faults";
import styles from "./Inspector.module.css";
import { useOrder } from "./useOrder";

const NOTHING: Told = { faults: [], methods: [], rate_limits: false };

export function Faults() {
  const { told, order } = useOrder();
  const { data = NOTHING } = useQuery({
    queryKey: ["faults"],
    queryFn: () => read<Told>("faults"),
  });
  const remove = (fault: Fault) =>
    void order("faults/remove", { id: fault.id }, () => "This failure will not happen any more.");
  return (
    <div className={styles.scroll}>
      <p role="status" className={styles.told}>
        {told}
      </p>
      <h3 className={styles.heading}>Let something fail</h3>
      <FaultForm
        methods={data.methods}
        add={(fault) =>
          void order("faults", fault, ({ fault: added }) => `Added. ${words(added as Fault)}`)
        }
      />
      <h3 className={styles.heading}>Failures to come</h3>
      {data.faults.length === 0 && <p className={styles.hint}>None. Everything works.</p>}
      <ul className={styles.active} aria-label="Failures to come">
        {data.faults.map((fault) => (
          <li key={fault.id}>
            <span>{words(fault)}</span>
            <button
              type="button"
              className={styles.button}
              aria-label={`Remove failure of ${named(fault.method)}`}
              onClick={() => remove(fault)}
            >
              Remove
            </button>
          </li>
        ))}
      </ul>
      <Connection rateLimits={data.rate_limits} order={order} />
    </div>
  );
}

interface Given {
  rateLimits: boolean;
  order: ReturnType<typeof useOrder>["order"];
}

function Connection({ rateLimits, order }: Given) {
  const limit = (on: boolean) =>
    void order("rate_limits", { on }, () =>
      on
        ? "From now on a second message within a second in one channel is refused with 429."
        : "The app may post as fast as it likes.",
    );
  const again = () =>
    void order("retry_last_event", {}, ({ event_id }) => `Event ${event_id} was sent once more.`);
  const disconnect = () =>
    void order("disconnect", {}, ({ connections }) =>
      connections === 0
        ? "The app has no socket open."
        : "The app was asked to connect anew, as Slack does every few hours.",
    );
  return (
    <>
      <h3 className={styles.heading}>Limits and connection</h3>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={rateLimits}
          onChange={(event) => limit(event.target.checked)}
        />
        One message a second per channel
      </label>
      <div className={styles.row}>
        <button type="button" className={styles.button} onClick={again}>
          Send the last event again
        </button>
        <button type="button" className={styles.button} onClick={disconnect}>
          Disconnect the socket
        </button>
      </div>
      <p className={styles.hint}>
        The event comes with the mark of a retry (number 1, http_timeout), as when Slack never got
        the app's answer.
      </p>
    </>
  );
}
