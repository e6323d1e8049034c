/** A frame with a title around other blocks; it may fold away. */

import { ChevronDown } from "lucide-react";
import { useId, useState } from "react";
import type { Block } from "../sandbox/types";
import { Blocks } from "./Blocks";
import styles from "./Container.module.css";
import { Mrkdwn } from "./Mrkdwn";
import { Picture } from "./Picture";
import { usePictureAddress } from "./pictures";
import { RichText } from "./RichText";

export function Container({ block }: { block: Block }) {
  const [open, setOpen] = useState(!(block.is_collapsible && block.default_collapsed));
  const id = useId();
  const head = <Head block={block} id={`${id}title`} />;
  return (
    <section
      className={`${styles.container} ${styles[block.width ?? "standard"] ?? styles.standard}`}
      aria-labelledby={`${id}title`}
    >
      {block.is_collapsible ? (
        <button
          type="button"
          className={styles.fold}
          aria-expanded={open}
          aria-controls={`${id}inside`}
          onClick={() => setOpen(!open)}
        >
          {head}
          <ChevronDown size={18} aria-hidden="true" className={open ? styles.up : undefined} />
        </button>
      ) : (
        <div className={block.has_header_divider ? styles.ruled : styles.head}>{head}</div>
      )}
      <div id={`${id}inside`} className={styles.inside} hidden={!open}>
        <Blocks blocks={block.child_blocks ?? []} />
      </div>
    </section>
  );
}

function Head({ block, id }: { block: Block; id: string }) {
  const { icon, title, rich_text_title, subtitle } = block;
  return (
    <>
      {icon && <Icon image={icon} />}
      <span className={styles.names}>
        <span id={id} className={styles.title}>
          {rich_text_title ? <RichText block={rich_text_title} /> : <Mrkdwn text={title} />}
        </span>
        {subtitle && (
          <span className={styles.subtitle}>
            <Mrkdwn text={subtitle} />
          </span>
        )}
      </span>
    </>
  );
}

function Icon({ image }: { image: Block }) {
  return (
    <span className={styles.icon}>
      <Picture url={usePictureAddress(image)} alt={image.alt_text ?? ""} small />
    </span>
  );
}
