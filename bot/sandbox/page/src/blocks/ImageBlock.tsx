/** A picture with its title, which folds it away, and which opens large when pressed. */

import { ChevronDown } from "lucide-react";
import { useId, useState } from "react";
import type { Block } from "../sandbox/types";
import styles from "./ImageBlock.module.css";
import { Mrkdwn } from "./Mrkdwn";
import { Picture } from "./Picture";
import { usePictureAddress } from "./pictures";

export function ImageBlock({ block }: { block: Block }) {
  const url = usePictureAddress(block);
  const [open, setOpen] = useState(true);
  const id = useId();
  const alt = String(block.alt_text ?? "");
  const title = block.title?.text as string | undefined;
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        {block.title && <Mrkdwn text={block.title} />}
        <button
          type="button"
          className={styles.fold}
          aria-expanded={open}
          aria-controls={id}
          aria-label={`${open ? "Hide" : "Show"} picture: ${title ?? alt}`}
          onClick={() => setOpen(!open)}
        >
          <ChevronDown size={16} aria-hidden="true" className={open ? undefined : styles.shut} />
        </button>
      </figcaption>
      <div id={id} hidden={!open}>
        <Picture url={url} alt={alt} title={title} opens />
      </div>
    </figure>
  );
}
