/** A line between blocks. */

import styles from "./Header.module.css";

export function Divider() {
  return <hr className={styles.divider} />;
}
