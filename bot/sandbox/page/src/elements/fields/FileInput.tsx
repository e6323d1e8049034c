/** Files for the app: chosen or dropped, sent at once, taken out again. */

import { Paperclip, X } from "lucide-react";
import { type DragEvent, useId, useState } from "react";
import buttons from "../../style/buttons.module.css";
import type { ElementProps } from "../ElementView";
import { useField } from "../FieldContext";
import styles from "./FileInput.module.css";
import { size } from "./upload";
import { type Item, useFiles } from "./useFiles";

export function FileInput({ block, element }: ElementProps) {
  const field = useField();
  const own = useId();
  const id = field?.controlId ?? own;
  const [over, setOver] = useState(false);
  const { items, most, complaint, add, remove } = useFiles(block, element);
  const full = items.length >= most;
  const filetypes: string[] = element.filetypes ?? [];
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    add([...event.dataTransfer.files]);
  };
  return (
    <div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what is dropped can be chosen with the field in it */}
      <div
        className={over ? `${styles.target} ${styles.over}` : styles.target}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <input
          type="file"
          id={id}
          className={styles.input}
          multiple={most > 1}
          accept={filetypes.map((each) => `.${each}`).join(",") || undefined}
          disabled={full}
          aria-labelledby={field?.labelId}
          aria-describedby={field?.describedBy}
          aria-invalid={field?.invalid || undefined}
          onChange={(event) => {
            add([...(event.target.files ?? [])]);
            // so that the same file can be chosen again after it was removed
            event.target.value = "";
          }}
        />
        <label
          htmlFor={id}
          className={`${buttons.plain} ${styles.choose}`}
          data-full={full || undefined}
        >
          <Paperclip size={16} aria-hidden="true" />
          {most > 1 ? "Choose files" : "Choose a file"}
        </label>
        <span className={styles.words}>{wordsFor(full, most)}</span>
      </div>
      <ul className={styles.list}>
        {items.map((item) => (
          <FileItem key={item.key} item={item} remove={() => remove(item.key)} />
        ))}
      </ul>
      {complaint && (
        <p role="alert" className={styles.complaint}>
          {complaint}
        </p>
      )}
    </div>
  );
}

function FileItem({ item, remove }: { item: Item; remove: () => void }) {
  return (
    <li className={styles.item}>
      <span className={styles.name}>{item.name}</span>
      {item.file ? (
        <span className={styles.words}>{size(item.size)}</span>
      ) : (
        <progress aria-label={`Uploading ${item.name}`} />
      )}
      <button type="button" className={buttons.icon} onClick={remove}>
        <X size={16} aria-hidden="true" />
        <span className="visually-hidden">Remove {item.name}</span>
      </button>
    </li>
  );
}

function wordsFor(full: boolean, most: number): string {
  if (full) return most > 1 ? `${most} files is the most.` : "One file is the most.";
  return "or drop them here";
}
