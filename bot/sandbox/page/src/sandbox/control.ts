/** Talks to the control API. Acts go one after the other, in the order in which they were made. */

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

let last: Promise<unknown> = Promise.resolve();

/** Acts when all earlier acts are done; throws a Refusal. */
export function act<T = Json>(path: string, body: Json): Promise<T> {
  const turn = last.then(() => ask<T>(path, body));
  last = turn.catch(() => null);
  return turn;
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
