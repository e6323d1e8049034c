/** A place where elements stand: a message, the Home tab or a modal. */

import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { act, ask, sentence } from "../sandbox/control";
import { useScreen } from "../sandbox/ScreenContext";
import type { Block, Element, Json, Option, OptionGroup, Values } from "../sandbox/types";
import { notify } from "../shell/said";

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
  const [held, setHeld] = useState<Record<string, unknown>>({});
  const hold = useCallback((block: Block, element: Element, value: unknown) => {
    setHeld((before) => ({ ...before, [keyOf(block, element)]: value }));
  }, []);
  const surface = useMemo<Surface>(() => {
    const where = (block: Block, element: Element): Json => ({
      user,
      ...target,
      block_id: block.block_id,
      action_id: element.action_id,
    });
    const release = (block: Block, element: Element) =>
      setHeld(({ [keyOf(block, element)]: _, ...rest }) => rest);
    return {
      kind,
      target,
      values,
      errors,
      held,
      hold,
      put: async (block, element, value) => {
        await act("fill", { ...where(block, element), value });
        release(block, element);
      },
      press: async (block, element, value) => {
        const { [keyOf(block, element)]: _, ...rest } = held;
        await act("click", { ...where(block, element), value, confirm: true, values: rest });
        release(block, element);
      },
      offers: (block, element, query) => ask<Offer>("options", { ...where(block, element), query }),
    };
  }, [user, kind, target, values, errors, held, hold]);
  return <Context.Provider value={surface}>{children}</Context.Provider>;
}

export function useSurface(): Surface {
  const surface = useContext(Context);
  if (!surface) throw new Error("An element stands on no surface.");
  return surface;
}

/** Runs an act of an element: `busy` while it is under way, `failed` when it was refused. */
export function useAct() {
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");
  const run = async (deed: () => Promise<unknown>) => {
    setState("busy");
    try {
      await deed();
      setState("idle");
    } catch (failure) {
      setState("failed");
      notify(sentence(failure));
    }
  };
  return { run, busy: state === "busy", failed: state === "failed" };
}
