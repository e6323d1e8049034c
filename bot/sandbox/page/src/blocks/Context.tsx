/** Small words and pictures beside each other. */

import type { Block, Text } from "../sandbox/types";
import styles from "./Context.module.css";
import { Mrkdwn } from "./Mrkdwn";
import { Picture } from "./Picture";
import { usePictureAddress } from "./pictures";

export function Context({ block }: { block: Block }) {
  const elements: Block[] = block.elements ?? [];
  return (
    <div className={styles.context}>
      {elements.map((each, index) =>
        each.type === "image" ? (
          <Icon key={index} image={each} />
        ) : (
          <Mrkdwn key={index} text={each as Block & Text} />
        ),
      )}
    </div>
  );
}

function Icon({ image }: { image: Block }) {
  return <Picture url={usePictureAddress(image)} alt={image.alt_text ?? ""} small />;
}
