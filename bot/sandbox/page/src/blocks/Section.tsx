/** Words with fields in two columns and an accessory beside them. */

import { useState } from "react";
import { ElementView } from "../elements/ElementView";
import type { Block, Text } from "../sandbox/types";
import { Mrkdwn } from "./Mrkdwn";
import { Picture } from "./Picture";
import { usePictureAddress } from "./pictures";
import styles from "./Section.module.css";

// Slack's client folds a longer text unless the app says `expand`.
const LONG = 700;
const MANY_LINES = 12;

export function Section({ block }: { block: Block }) {
  const fields: Text[] = block.fields ?? [];
  return (
    <div className={styles.section}>
      <div className={styles.words}>
        {block.text && <Words text={block.text} expand={block.expand === true} />}
        {fields.length > 0 && (
          <div className={styles.fields}>
            {fields.map((field, index) => (
              <div key={index} className={styles.field}>
                <Mrkdwn text={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {block.accessory && (
        <div className={styles.accessory}>
          {block.accessory.type === "image" ? (
            <Shown image={block.accessory} />
          ) : (
            <ElementView block={block} element={block.accessory} />
          )}
        </div>
      )}
    </div>
  );
}

function Words({ text, expand }: { text: Text; expand: boolean }) {
  const long = !expand && (text.text.length > LONG || text.text.split("\n").length > MANY_LINES);
  const [open, setOpen] = useState(false);
  if (!long) return <Mrkdwn text={text} />;
  return (
    <>
      <div className={open ? undefined : styles.folded}>
        <Mrkdwn text={text} />
      </div>
      <button
        type="button"
        className={styles.more}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {open ? "See less" : "See more"}
      </button>
    </>
  );
}

function Shown({ image }: { image: Block }) {
  const alt = String(image.alt_text ?? "");
  return (
    <div className={styles.image}>
      <Picture url={usePictureAddress(image)} alt={alt} small opens />
    </div>
  );
}
