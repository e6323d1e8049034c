/** A video that lies elsewhere: its picture and its names; it opens where it lies. */

import { CirclePlay } from "lucide-react";
import type { Block } from "../sandbox/types";
import { Mrkdwn } from "./Mrkdwn";
import { Picture } from "./Picture";
import { SlackLink } from "./SlackLink";
import styles from "./Video.module.css";

export function Video({ block }: { block: Block }) {
  const { title, title_url, video_url, description, thumbnail_url, alt_text } = block;
  return (
    <div className={styles.video}>
      <Provider block={block} />
      <div className={styles.title}>
        {title_url ? (
          <SlackLink url={title_url}>
            <Mrkdwn text={title} />
          </SlackLink>
        ) : (
          <Mrkdwn text={title} />
        )}
      </div>
      {description && <Mrkdwn text={description} />}
      <div className={styles.thumbnail}>
        <Picture url={thumbnail_url} alt={alt_text ?? ""} />
        <SlackLink url={video_url}>
          <CirclePlay size={20} aria-hidden="true" />
          <span>Watch video</span>
        </SlackLink>
      </div>
    </div>
  );
}

function Provider({ block }: { block: Block }) {
  const { provider_name, provider_icon_url, author_name } = block;
  if (!provider_name && !author_name) return null;
  return (
    <div className={styles.provider}>
      {provider_icon_url && <Picture url={provider_icon_url} alt="" small />}
      <span>{[provider_name, author_name].filter(Boolean).join(" · ")}</span>
    </div>
  );
}
