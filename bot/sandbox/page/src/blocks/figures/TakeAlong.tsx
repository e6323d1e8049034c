/** Copies a table to the clipboard or saves it, as CSV. */

import { Check, Copy, Download } from "lucide-react";
import { useState } from "react";
import { notify } from "../../shell/said";

const COPIED_MS = 2000;

export function TakeAlong({ name, csv }: { name: string; csv: () => string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(csv());
      setCopied(true);
      window.setTimeout(() => setCopied(false), COPIED_MS);
    } catch {
      notify("The browser does not let this page copy. Download the table instead.");
    }
  };
  return (
    <>
      <button type="button" onClick={copy} aria-label={`Copy ${name} as CSV`}>
        {copied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
        <span aria-live="polite">{copied ? "Copied" : "Copy"}</span>
      </button>
      <button
        type="button"
        onClick={() => save(name, csv())}
        aria-label={`Download ${name} as CSV`}
      >
        <Download size={16} aria-hidden />
        CSV
      </button>
    </>
  );
}

function save(name: string, csv: string): void {
  // without the mark at its head, some spreadsheets misread umlauts
  const url = URL.createObjectURL(new Blob(["\uFEFF", csv], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${name.replaceAll(/[^\p{L}\p{N}]+/gu, "-")}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
