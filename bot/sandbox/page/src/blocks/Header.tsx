/** A heading inside a message, a modal or the Home tab, below the page's own headings. */

import type { Block } from "../sandbox/types";
import styles from "./Header.module.css";
import { Mrkdwn } from "./Mrkdwn";

export function Header({ block }: { block: Block }) {
  return (
    <h3 className={styles.header}>
      <Mrkdwn text={block.text} />
    </h3>
  );
}
