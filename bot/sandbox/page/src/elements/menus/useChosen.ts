/** What stands chosen in an element: at once what the person chose, then what the sandbox says. */

import { useRef, useState } from "react";
import type { Block, Element } from "../../sandbox/types";
import { useSurface } from "../../surface/Surface";
import { standing } from "../../surface/standing";
import { type Deed, useDeed } from "../press/useDeed";
import { type Choice, type ChoiceGroup, chosenOf } from "./choices";

export interface Chosen extends Deed {
  chosen: Choice[];
  /** Puts these in place of what is chosen; a refused question leaves all as it was. */
  choose(choices: Choice[]): void;
  /** Whether it takes the focus when it appears; messages never do. */
  focused: boolean;
}

export function useChosen(
  block: Block,
  element: Element,
  { several, known }: { several: boolean; known: ChoiceGroup[] },
): Chosen {
  const surface = useSurface();
  const deed = useDeed(block, element, { inTurn: true });
  const [pending, setPending] = useState<Choice[] | null>(null);
  const underWay = useRef(0);
  const choose = async (choices: Choice[]) => {
    const keys = choices.map((each) => each.key);
    underWay.current += 1;
    await deed.use(several ? keys : (keys[0] ?? null), () => setPending(choices));
    underWay.current -= 1;
    if (underWay.current === 0) setPending(null);
  };
  const chosen = pending ?? chosenOf(standing(surface, block, element), known);
  const focused = surface.kind !== "message" && element.focus_on_load === true;
  return { ...deed, chosen, choose, focused };
}
