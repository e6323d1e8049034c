/** Sends a file to the sandbox before the form that holds it is sent. */

import { ask } from "../../sandbox/control";
import type { SharedFile } from "../../sandbox/types";

/** https://docs.slack.dev/reference/block-kit/block-elements/file-input-element */
const LARGEST_BYTES = 10 * 1024 * 1024;

/** Throws a Refusal. */
export async function upload(user: string, file: File): Promise<SharedFile> {
  const content = await base64(file);
  const answer = await ask<{ file: SharedFile }>("upload", { user, name: file.name, content });
  return answer.file;
}

function base64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",")[1] ?? "");
    reader.onerror = () => reject(reader.error ?? new Error("The file could not be read."));
    reader.readAsDataURL(file);
  });
}

/** Why a file cannot be added; null when it can. */
export function objection(file: File, filetypes: string[]): string | null {
  const ending = file.name.split(".").at(-1)?.toLowerCase() ?? "";
  if (filetypes.length > 0 && !filetypes.some((each) => each.toLowerCase() === ending))
    return `${file.name} cannot be added here; choose a file of type ${filetypes.join(", ")}.`;
  if (file.size > LARGEST_BYTES)
    return `${file.name} is too large; a file here may have 10 MB at most.`;
  return null;
}

export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
