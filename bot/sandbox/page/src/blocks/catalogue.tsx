/** Every type of block and the component that shows it. */

import type { ComponentType } from "react";
import { InputBlock } from "../elements/InputBlock";
import type { Block } from "../sandbox/types";

export type BlockComponent = ComponentType<{ block: Block }>;

export const BLOCKS: Record<string, BlockComponent> = {
  input: InputBlock,
};

/** A block that the page has no component for says so; nothing vanishes without a word. */
export function Unknown({ block }: { block: Block }) {
  return <p className="unknown-block">This page cannot show a block of type {block.type}.</p>;
}
