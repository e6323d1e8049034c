/** What a person types into an element, and when the app hears of it. */

import { useEffect, useRef, useState } from "react";
import { useSending } from "../../modals/Sending";
import { sentence } from "../../sandbox/control";
import type { Block, Element } from "../../sandbox/types";
import { notify } from "../../shell/said";
import { useSurface } from "../../surface/Surface";
import { standing } from "../../surface/standing";

// Slack does not ask the app at each letter of a quick typist.
const PAUSE_MS = 400;

interface Typing<T> {
  /** What is typed; nothing that comes from the sandbox replaces it. */
  value: T;
  change(value: T): void;
  /** Whether the app wants to hear of Enter. */
  onEnter: boolean;
  /** Whether it hears of nothing before Enter. */
  onlyOnEnter: boolean;
  /** Tells the app now. */
  commit(): void;
}

/** `read` makes what the field shows of what stands in the element. */
export function useTyping<T>(
  block: Block,
  element: Element,
  read: (standing: unknown) => T,
): Typing<T> {
  const surface = useSurface();
  const sending = useSending();
  const [typed, setTyped] = useState<T | null>(null);
  const value = typed ?? read(standing(surface, block, element));
  const newest = useRef(value);
  const later = useRef<number | undefined>(undefined);
  const events = triggers(block, element);

  useEffect(() => () => window.clearTimeout(later.current), []);

  const commit = () => {
    window.clearTimeout(later.current);
    // The form takes it along, and may be gone when this would arrive.
    if (sending.current) return;
    const sent = newest.current;
    surface.put(block, element, sent).catch((failure) => notify(sentence(failure)));
  };
  const change = (next: T) => {
    newest.current = next;
    setTyped(next);
    surface.hold(block, element, next);
    if (!events.includes("on_character_entered")) return;
    window.clearTimeout(later.current);
    later.current = window.setTimeout(commit, PAUSE_MS);
  };
  newest.current = value;
  const onEnter = events.includes("on_enter_pressed");
  const onlyOnEnter = onEnter && !events.includes("on_character_entered");
  return { value, change, commit, onEnter, onlyOnEnter };
}

/** https://docs.slack.dev/reference/block-kit/composition-objects/dispatch-action-configuration-object */
function triggers(block: Block, element: Element): string[] {
  if (!block.dispatch_action) return [];
  return element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
}
