/** Talks to the control API. */

import { notify } from "../shell/said";
import type { Json } from "./types";

/** The sandbox refused; `more` is what it said beside the sentence. */
export class Refusal extends Error {
  constructor(
    sentence: string,
    readonly more: Json,
  ) {
    super(sentence);
  }
}

/** Reads; throws a Refusal with a sentence. */
export async function read<T>(path: string, parameters: Record<string, string> = {}): Promise<T> {
  const query = new URLSearchParams(parameters).toString();
  return answer<T>(await fetch(`/sandbox/${path}${query && `?${query}`}`));
}

/** Asks without waiting for acts that are on their way, as type-ahead must; throws a Refusal. */
export async function ask<T = Json>(path: string, body: Json): Promise<T> {
  return answer<T>(
    await fetch(`/sandbox/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
}

const lanes = new Map<string, Promise<unknown>>();

/** Acts when all earlier acts at the same place are done; throws a Refusal. */
export function act<T = Json>(path: string, body: Json): Promise<T> {
  const lane = laneOf(path, body);
  const turn = (lanes.get(lane) ?? Promise.resolve()).then(() => ask<T>(path, body));
  const ended = turn
    .catch(() => null)
    .then(() => {
      if (lanes.get(lane) === ended) lanes.delete(lane);
    });
  lanes.set(lane, ended);
  return turn;
}

/** Acts wait for one another in a form or a message; a silent app holds up nothing else. */
function laneOf(path: string, { view_id, channel, message_ts }: Json): string {
  return view_id ?? [message_ts ? "" : path, channel, message_ts].join("/");
}

/** Acts, and shows a refusal as a notice; answers null then. */
export async function tryTo<T = Json>(path: string, body: Json): Promise<T | null> {
  try {
    return await act<T>(path, body);
  } catch (failure) {
    notify(sentence(failure));
    return null;
  }
}

/** What to tell a person of a failure. */
export function sentence(failure: unknown): string {
  if (failure instanceof Refusal) return failure.message;
  return "The sandbox does not answer. Is it still running?";
}

async function answer<T>(response: Response): Promise<T> {
  const told = (await response.json().catch(() => ({
    ok: false,
    error: `The sandbox answered with status ${response.status} and no JSON.`,
  }))) as Json;
  if (told.ok === false) throw new Refusal(String(told.error ?? "The sandbox refused."), told);
  return told as T;
}
