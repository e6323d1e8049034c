/** A card: a picture on top, an icon with title and subtitle, a few words, buttons. */

import { ElementView } from "../elements/ElementView";
import type { Block, Element } from "../sandbox/types";
import styles from "./Card.module.css";
import { Mrkdwn } from "./Mrkdwn";
import { Picture } from "./Picture";
import { usePictureAddress } from "./pictures";

export function Card({ block }: { block: Block }) {
  const { hero_image, title, subtitle, body, icon } = block;
  const actions: Element[] = block.actions ?? [];
  const named = title?.text ? { role: "group", "aria-label": String(title.text) } : {};
  return (
    <div className={styles.card} {...named}>
      {hero_image && (
        <div className={styles.hero}>
          <Shown image={hero_image} />
        </div>
      )}
      {(title || subtitle || icon) && (
        <div className={styles.head}>
          {icon && (
            <span className={styles.icon}>
              <Shown image={icon} small />
            </span>
          )}
          <div className={styles.names}>
            {title && (
              <div className={styles.title}>
                <Mrkdwn text={title} />
              </div>
            )}
            {subtitle && (
              <div className={styles.subtitle}>
                <Mrkdwn text={subtitle} />
              </div>
            )}
          </div>
        </div>
      )}
      {body && (
        <div className={styles.body}>
          <Mrkdwn text={body} />
        </div>
      )}
      {actions.length > 0 && (
        <div className={styles.actions}>
          {actions.map((element, index) => (
            <ElementView key={element.action_id ?? index} block={block} element={element} />
          ))}
        </div>
      )}
    </div>
  );
}

function Shown({ image, small = false }: { image: Block; small?: boolean }) {
  return <Picture url={usePictureAddress(image)} alt={image.alt_text ?? ""} small={small} />;
}
