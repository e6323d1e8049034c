/** Talking to the sandbox's control API. Acts go one after the other, in the order they were made. */

import { notify } from "./notices.js";

let last = Promise.resolve();

/** Reads; answers the JSON, or throws with a sentence. */
export async function read(path, parameters = {}) {
  const query = new URLSearchParams(parameters).toString();
  return answer(
    await fetch(query ? `${path}?${query}` : path, { headers: { Accept: "application/json" } }),
  );
}

/** Asks without waiting for acts on their way, as type-ahead must; throws with a sentence. */
export async function ask(path, body) {
  const options = {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
  return answer(await fetch(path, options));
}

/** Acts; answers the JSON, or null after telling the person what went wrong. */
export function act(path, body) {
  const turn = last.then(() => ask(path, body));
  last = turn.catch(() => null);
  return turn.catch((failure) => {
    notify(failure.message, "error");
    return null;
  });
}

async function answer(response) {
  let found = null;
  try {
    found = await response.json();
  } catch {
    throw new Error(`The sandbox answered with status ${response.status} and no JSON.`);
  }
  if (found.ok === false) throw new Error(
    found.error || "The sandbox refused, and did not say why.",
  );
  return found;
}
