/** The words and numbers in a table's cells. */

import type { Json } from "../../sandbox/types";
import { full } from "./numbers";
import type { Cell } from "./shapes";

/** What a cell says, without its looks. */
export function wordsOf(cell: Cell | undefined): string {
  switch (cell?.type) {
    case "raw_text":
      return cell.text;
    case "raw_number":
      return cell.text ?? full(cell.value);
    case "rich_text":
      return said(cell);
    default:
      return "";
  }
}

/** What a cell is sorted by: numbers as numbers, all else by its words. */
export function sortedBy(cell: Cell | undefined): number | string {
  return cell?.type === "raw_number" ? cell.value : wordsOf(cell);
}

const ORDER = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

/** Numbers come before words. */
export function compare(one: number | string, other: number | string): number {
  if (typeof one === "number" && typeof other === "number") return one - other;
  if (typeof one === "number") return -1;
  if (typeof other === "number") return 1;
  return ORDER.compare(one, other);
}

function said(part: Json): string {
  if (Array.isArray(part.elements)) return part.elements.map(said).join("");
  if (part.type === "emoji") return `:${part.name}:`;
  return part.text ?? part.url ?? part.user_id ?? part.channel_id ?? "";
}

/** The table as a file that spreadsheets read. */
export function csvOf(rows: Cell[][]): string {
  return rows.map((row) => `${row.map(entry).join(",")}\r\n`).join("");
}

function entry(cell: Cell): string {
  if (cell.type === "raw_number") return String(cell.value);
  const words = wordsOf(cell);
  // a spreadsheet would take such words for a formula and run it
  const safe = /^[=+\-@\t\r]/.test(words) ? `'${words}` : words;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
