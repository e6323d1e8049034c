/** A file that lies elsewhere, known by the id that its app gave it. */

import { FileText } from "lucide-react";
import type { Block } from "../sandbox/types";
import styles from "./Video.module.css";

export function RemoteFile({ block }: { block: Block }) {
  return (
    <div className={styles.file}>
      <FileText size={24} aria-hidden="true" className={styles.sign} />
      <div className={styles.words}>
        <b>{block.external_id}</b>
        <div className={styles.soft}>A remote file; its app keeps what is in it.</div>
      </div>
    </div>
  );
}
