/** The files that will go along, each with a button that takes it off. */

import { FileText, X } from "lucide-react";
import { sizeOf } from "../body/Files";
import style from "./AttachedFiles.module.css";
import type { Attached } from "./useFiles";

export function AttachedFiles({ files, remove }: { files: Attached[]; remove(key: number): void }) {
  return (
    <ul className={style.files} aria-label="Attached files">
      {files.map((file) => (
        <li key={file.key} className={style.file} aria-busy={file.id === null}>
          <FileText size={16} aria-hidden />
          <span className={style.name}>{file.name}</span>
          <span className={style.size}>{file.id === null ? "Uploading…" : sizeOf(file.size)}</span>
          <button
            type="button"
            className={style.remove}
            aria-label={`Remove ${file.name}`}
            onClick={() => remove(file.key)}
          >
            <X size={16} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
