/** An input block: a label, an element, a hint, an error. */

import type { Block } from "../sandbox/types";
import { ElementView } from "./ElementView";

export function InputBlock({ block }: { block: Block }) {
  return <ElementView block={block} element={block.element} />;
}
