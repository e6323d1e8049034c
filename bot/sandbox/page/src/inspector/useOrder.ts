/** Orders something of the machinery and keeps what came of it, as a sentence. */

import { useState } from "react";
import { ask, sentence } from "../sandbox/control";
import { client } from "../sandbox/queries";
import type { Json } from "../sandbox/types";

export function useOrder() {
  const [told, setTold] = useState("");
  const order = async (path: string, body: Json, say: (answer: Json) => string) => {
    try {
      setTold(say(await ask(path, body)));
    } catch (failure) {
      setTold(sentence(failure));
    }
    await client.invalidateQueries();
  };
  return { told, order };
}
