/** Says that the sandbox has stopped, until it answers again. */

import { useReachable } from "../sandbox/reach";
import styles from "./Unreachable.module.css";

export function Unreachable() {
  const reachable = useReachable();
  return (
    <div role="alert" className={styles.place} data-react-aria-top-layer>
      {!reachable && (
        <p className={styles.banner}>
          The sandbox has stopped. Start it again where you started it; this page goes on by itself.
        </p>
      )}
    </div>
  );
}
