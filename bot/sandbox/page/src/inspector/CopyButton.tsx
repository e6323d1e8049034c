/** Copies a text and says that it did. */

import { useState } from "react";
import { notify } from "../shell/said";
import styles from "./Payloads.module.css";

const TOLD_MS = 2000;

export function CopyButton({ text, what }: { text(): string; what: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      setCopied(true);
      window.setTimeout(() => setCopied(false), TOLD_MS);
    } catch {
      notify("The browser does not let the page copy. Select the text and copy it yourself.");
    }
  };
  return (
    <button type="button" className={styles.small} onClick={() => void copy()}>
      {copied ? "Copied" : "Copy"}
      <span className="visually-hidden"> {what}</span>
    </button>
  );
}
