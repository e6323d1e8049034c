/** Blocks in order, each by the component that its type has. */

import { Suspense } from "react";
import type { Block } from "../sandbox/types";
import styles from "./Blocks.module.css";
import { Boundary } from "./Boundary";
import { BLOCKS, Unknown } from "./catalogue";

export function Blocks({ blocks }: { blocks: Block[] }) {
  return (
    <div className={styles.blocks}>
      {blocks.map((block, index) => (
        <BlockView key={block.block_id ?? index} block={block} />
      ))}
    </div>
  );
}

/** One block, in a frame of its own. */
export function BlockView({ block }: { block: Block }) {
  const Kind = BLOCKS[block.type] ?? Unknown;
  // an input names itself, since a wrong one is looked for and moved to
  const name = block.type === "input" ? undefined : block.block_id;
  return (
    <div className={styles.block} data-block={name}>
      <Boundary kind={block.type}>
        <Suspense fallback={<div className={styles.skeleton} aria-hidden="true" />}>
          <Kind block={block} />
        </Suspense>
      </Boundary>
    </div>
  );
}
