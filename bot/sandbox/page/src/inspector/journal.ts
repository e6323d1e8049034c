/** What passed between the sandbox and the app, read piece by piece while it is looked at. */

import { useQuery } from "@tanstack/react-query";
import { read } from "../sandbox/control";
import { client } from "../sandbox/queries";
import type { Entry, Json } from "../sandbox/types";

/** One exchange without its bodies. */
export interface Line extends Omit<Entry, "payload" | "response"> {
  /** Slack's own word for what it is. */
  type: string;
  /** A few words of its own. */
  about: string;
  /** Who did it, or for whom it is. */
  user: string | null;
  /** The number of what made the app do this, where that is known. */
  caused_by: number | null;
  /** How it was brought to the app. */
  by: "socket" | "http" | null;
  /** Number and reason, where it was sent before. */
  retry: [number, string] | null;
}

export type FullEntry = Line & { payload: Json; response: Json | string | null };

interface Told {
  entries: Line[];
  newest: number;
}

const KEY = ["journal"];
const LOOK_AGAIN_MS = 800;
const KEPT = 5000;
// An older one without an answer will never get one.
const STILL_OPEN = 500;

const NONE: Line[] = [];

/** Every exchange that is kept, oldest first. */
export function useJournal(): Line[] {
  const { data } = useQuery({
    queryKey: KEY,
    queryFn: more,
    refetchInterval: LOOK_AGAIN_MS,
    structuralSharing: false,
  });
  return data ?? NONE;
}

/** What is known already, with what is new or was answered since. */
async function more(): Promise<Line[]> {
  const known = client.getQueryData<Line[]>(KEY) ?? NONE;
  const newest = known.at(-1)?.n ?? 0;
  const open = known.find((each) => each.milliseconds === null && each.n > newest - STILL_OPEN);
  const since = open ? open.n - 1 : newest;
  const told = await readSince(since);
  if (told.newest < newest) return (await readSince(0)).entries;
  if (told.entries.length === 0) return known;
  return [...known.filter((each) => each.n <= since), ...told.entries].slice(-KEPT);
}

function readSince(number: number): Promise<Told> {
  return read<Told>("journal", { since: String(number), brief: "yes" });
}

/** One exchange in full; again when its answer has come. */
export function useEntry(line: Line) {
  return useQuery({
    queryKey: ["entry", line.n, line.milliseconds],
    queryFn: () => read<{ entry: FullEntry }>("journal/entry", { n: String(line.n) }),
    select: (told) => told.entry,
  });
}

/** The Python text of a test that does the same; throws a Refusal. */
export async function testOf(numbers: number[]): Promise<string> {
  const told = await read<{ python: string }>("journal/test", { entries: numbers.join(",") });
  return told.python;
}

// What a person does; the others follow by themselves.
const DEEDS = new Set([
  "slash_commands",
  "block_actions",
  "view_submission",
  "view_closed",
  "shortcut",
  "message_action",
  "block_suggestion",
  "message",
  "app_home_opened",
]);

/** Whether it came from a person's deed, so that a test can do it again. */
export function isDeed(line: Line): boolean {
  return line.direction === "to_bot" && line.user !== null && DEEDS.has(line.type);
}

export interface Filter {
  words: string;
  direction: "both" | "to_bot" | "from_bot";
  user: string;
  errors: boolean;
  /** Entries up to this one were cleared from view. */
  after: number;
}

export function passes(line: Line, filter: Filter): boolean {
  if (line.n <= filter.after) return false;
  if (filter.errors && line.error === null) return false;
  if (filter.direction !== "both" && line.direction !== filter.direction) return false;
  if (filter.user && line.user !== filter.user) return false;
  const words = filter.words.trim().toLowerCase();
  if (!words) return true;
  const said = [line.type, line.name, line.about, line.error ?? "", line.user ?? ""];
  return said.join(" ").toLowerCase().includes(words);
}
