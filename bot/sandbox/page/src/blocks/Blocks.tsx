/** Blocks in order, each by the component that its type has. */

import type { Block } from "../sandbox/types";
import { BLOCKS, Unknown } from "./catalogue";

export function Blocks({ blocks }: { blocks: Block[] }) {
  return (
    <div className="blocks">
      {blocks.map((block, index) => {
        const Kind = BLOCKS[block.type] ?? Unknown;
        return <Kind key={block.block_id ?? index} block={block} />;
      })}
    </div>
  );
}
