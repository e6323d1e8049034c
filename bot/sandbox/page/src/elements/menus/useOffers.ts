/** What the app offers for the words typed into a menu that asks it. */

import { useEffect, useRef, useState } from "react";
import { sentence } from "../../sandbox/control";
import type { Block, Element } from "../../sandbox/types";
import { shownElsewhere } from "../../shell/said";
import { useSurface } from "../../surface/Surface";
import { type ChoiceGroup, groupsOf } from "./choices";

/** Slack's own, where the element names none. */
const LEAST_CHARACTERS = 3;
/** Typing pauses this long before the app is asked. */
const PAUSE_MS = 250;

export interface Offers {
  state: "short" | "loading" | "failed" | "ready";
  groups: ChoiceGroup[];
  /** How much has to be typed before the app is asked. */
  least: number;
  retry(): void;
}

export function useOffers(block: Block, element: Element, query: string, open: boolean): Offers {
  const surface = useSurface();
  const ask = useRef(() => surface.offers(block, element, query));
  ask.current = () => surface.offers(block, element, query);
  const [tries, setTries] = useState(0);
  const [groups, setGroups] = useState<ChoiceGroup[]>([]);
  const [state, setState] = useState<Exclude<Offers["state"], "short">>("loading");
  const least = Number(element.min_query_length ?? LEAST_CHARACTERS);
  const enough = query.length >= least;
  // new tries ask again for the same words
  useEffect(() => {
    if (!open || !enough) return;
    let current = true;
    setState("loading");
    const load = async () => {
      try {
        const offer = await ask.current();
        if (!current) return;
        setGroups(groupsOf(offer));
        setState("ready");
      } catch (failure) {
        shownElsewhere(sentence(failure));
        if (current) setState("failed");
      }
    };
    const pause = window.setTimeout(load, query.length > 0 ? PAUSE_MS : 0);
    return () => {
      current = false;
      window.clearTimeout(pause);
    };
  }, [open, enough, query, tries]);
  return {
    state: enough ? state : "short",
    groups: enough && state === "ready" ? groups : [],
    least,
    retry: () => setTries((before) => before + 1),
  };
}
