/** What each use of an element goes through: the app's question, then the app itself. */

import { type ReactNode, useCallback } from "react";
import type { Block, Element } from "../../sandbox/types";
import { useSurface } from "../../surface/Surface";
import { useAct } from "../../surface/useAct";
import { useConfirm } from "./useConfirm";

export interface Deed {
  /** Uses the element once the person has confirmed it; answers whether it was done. */
  use(value?: unknown, confirmed?: () => void): Promise<boolean>;
  busy: boolean;
  failed: string | null;
  /** The question, to be drawn beside the element. */
  dialog: ReactNode;
}

/** `inTurn`: a use while another is under way comes after it; else it is dropped. */
export function useDeed(block: Block, element: Element, { inTurn = false } = {}): Deed {
  const surface = useSurface();
  const { run, busy, failed } = useAct({ inTurn });
  const { ask, dialog } = useConfirm(element.confirm);
  const use = useCallback(
    async (value?: unknown, confirmed?: () => void) => {
      if (!(await ask())) return false;
      return run(() => {
        confirmed?.();
        return block.type === "input"
          ? surface.put(block, element, value)
          : surface.press(block, element, value);
      });
    },
    [ask, run, block, element, surface],
  );
  return { use, busy, failed, dialog };
}
