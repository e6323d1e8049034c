/** A place where elements stand: a message, the Home tab or a modal. */

import { useQueryClient } from "@tanstack/react-query";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useMemo,
  useRef,
  useState,
} from "react";
import { act, ask } from "../sandbox/control";
import { useScreen } from "../sandbox/ScreenContext";
import type { Block, Element, Json, Option, OptionGroup, Values } from "../sandbox/types";

export type Target = { view_id: string } | { channel: string; message_ts: string };

export interface Offer {
  options: Option[];
  option_groups: OptionGroup[];
}

export interface Surface {
  kind: "message" | "home" | "modal";
  target: Target;
  /** What stands in the elements, as the sandbox knows it. */
  values: Values;
  /** Sentences at fields, by block id. */
  errors: Record<string, string>;
  /** What is typed and not yet sent, by `block_id/action_id`, as the sandbox takes it. */
  held: Record<string, unknown>;
  /** What is held at this moment, even if it is not drawn yet. */
  heldNow(): Record<string, unknown>;
  /** Keeps what is being typed; it goes along with the next act on this surface. */
  hold(block: Block, element: Element, value: unknown): void;
  /** Puts a value into an input; the app hears of it where it asked to. Throws a Refusal. */
  put(block: Block, element: Element, value: unknown): Promise<void>;
  /** Presses or chooses; the app hears of it at once. Throws a Refusal. */
  press(block: Block, element: Element, value?: unknown): Promise<void>;
  /** What an external menu offers for what was typed; throws a Refusal. */
  offers(block: Block, element: Element, query: string): Promise<Offer>;
}

const Context = createContext<Surface | null>(null);

export function keyOf(block: Block, element: Element): string {
  return `${block.block_id}/${element.action_id}`;
}

interface Given {
  kind: Surface["kind"];
  target: Target;
  values: Values;
  errors?: Record<string, string>;
  children: ReactNode;
}

const NO_ERRORS = {};

export function SurfaceProvider({ kind, target, values, errors = NO_ERRORS, children }: Given) {
  const { user } = useScreen();
  const { held, newest, hold, release } = useHeld();
  const reread = useReread(user, target);
  // owners hand over a new object at each drawing
  const address = JSON.stringify(target);
  const deeds = useMemo(() => {
    const where = (block: Block, element: Element): Json => ({
      user,
      ...JSON.parse(address),
      block_id: block.block_id,
      action_id: element.action_id,
    });
    const others = (block: Block, element: Element) => {
      const { [keyOf(block, element)]: _, ...rest } = newest.current;
      return rest;
    };
    const settled = async (block: Block, element: Element, value: unknown) => {
      await reread();
      release(keyOf(block, element), value);
    };
    return {
      heldNow: () => newest.current,
      put: async (block: Block, element: Element, value: unknown) => {
        await act("fill", { ...where(block, element), value, held: others(block, element) });
        await settled(block, element, value);
      },
      press: async (block: Block, element: Element, value?: unknown) => {
        const own = newest.current[keyOf(block, element)];
        const held = others(block, element);
        await act("click", { ...where(block, element), value, confirm: true, held });
        await settled(block, element, own);
      },
      offers: (block: Block, element: Element, query: string) =>
        ask<Offer>("options", { ...where(block, element), query }),
    };
  }, [user, address, newest, release, reread]);
  const surface = useMemo<Surface>(
    () => ({ kind, target: JSON.parse(address), values, errors, held, hold, ...deeds }),
    [kind, address, values, errors, held, hold, deeds],
  );
  return <Context.Provider value={surface}>{children}</Context.Provider>;
}

function useHeld() {
  const [held, setHeld] = useState<Record<string, unknown>>({});
  const newest = useRef(held);
  const change = useCallback((next: Record<string, unknown>) => {
    newest.current = next;
    setHeld(next);
  }, []);
  const hold = useCallback(
    (block: Block, element: Element, value: unknown) =>
      change({ ...newest.current, [keyOf(block, element)]: value }),
    [change],
  );
  /** Lets go of what was sent, unless more was typed since. */
  const release = useCallback(
    (key: string, sent: unknown) => {
      if (!(key in newest.current) || newest.current[key] !== sent) return;
      const { [key]: _, ...rest } = newest.current;
      change(rest);
    },
    [change],
  );
  return { held, newest, hold, release };
}

/** Reads the surface again, so that what was sent is not let go of before it is back. */
function useReread(user: string, target: Target): () => Promise<void> {
  const queries = useQueryClient();
  const channel = "channel" in target ? target.channel : null;
  return useCallback(
    () =>
      queries.invalidateQueries({
        queryKey: channel ? ["messages", user, channel] : ["screen", user],
      }),
    [queries, user, channel],
  );
}

/** Where an element stands, and what can be done with it. */
export function useSurface(): Surface {
  const surface = useContext(Context);
  if (!surface) throw new Error("An element stands on no surface.");
  return surface;
}
