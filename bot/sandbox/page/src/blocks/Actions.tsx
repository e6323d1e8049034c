/** Elements in a row that wraps: an actions block, or the small ones of context_actions. */

import { ElementView } from "../elements/ElementView";
import type { Block, Element } from "../sandbox/types";
import styles from "./Actions.module.css";

export function Actions({ block }: { block: Block }) {
  const elements: Element[] = block.elements ?? [];
  return (
    <div className={block.type === "context_actions" ? styles.small : styles.row}>
      {elements.map((element, index) => (
        <ElementView key={element.action_id ?? index} block={block} element={element} />
      ))}
    </div>
  );
}
