/** Files that hang on a message: pictures to look at, others to fetch. */

import { Download, FileText } from "lucide-react";
import { useState } from "react";
import type { SharedFile } from "../../sandbox/types";
import { Lightbox } from "../Lightbox";
import { FilePreview, hasPreview } from "./FilePreview";
import style from "./Files.module.css";

export function Files({ files }: { files: SharedFile[] }) {
  return (
    <ul className={style.files} aria-label="Files">
      {files.map((file) => (
        <li key={file.id}>
          {file.mimetype.startsWith("image/") ? <Picture file={file} /> : <Card file={file} />}
        </li>
      ))}
    </ul>
  );
}

function Picture({ file }: { file: SharedFile }) {
  const [lost, setLost] = useState(false);
  const name = file.alt_txt || file.title || file.name;
  if (lost) return <Card file={file} />;
  return (
    <figure className={style.figure}>
      <figcaption className={style.caption}>{file.title || file.name}</figcaption>
      <Lightbox url={file.url_private} alt={name} title={file.title}>
        <img
          className={style.picture}
          src={file.url_private}
          alt=""
          onError={() => setLost(true)}
        />
      </Lightbox>
    </figure>
  );
}

function Card({ file }: { file: SharedFile }) {
  return (
    <div className={style.card}>
      <div className={style.line}>
        <span className={style.kind} aria-hidden>
          <FileText size={22} />
        </span>
        <span className={style.names}>
          <strong className={style.name}>{file.title || file.name}</strong>
          <span className={style.size}>
            {file.pretty_type || "File"} · {sizeOf(file.size)}
          </span>
        </span>
        <a
          className={style.fetch}
          href={file.url_private}
          download={file.name}
          aria-label={`Download ${file.name}`}
        >
          <Download size={18} aria-hidden />
        </a>
      </div>
      {hasPreview(file) && <FilePreview file={file} />}
    </div>
  );
}

/** "12 KB" */
export function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
