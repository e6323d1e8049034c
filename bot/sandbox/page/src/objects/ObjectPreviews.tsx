/** The Work Objects below a message, as everyone in the conversation sees them. */

import type { Message } from "../sandbox/types";
import { ObjectCard } from "./ObjectCard";
import styles from "./Objects.module.css";

export function ObjectPreviews({ message, channel }: { message: Message; channel: string }) {
  const objects = message.entities ?? [];
  if (objects.length === 0) return null;
  return (
    <div className={styles.previews}>
      {objects.map((object) => (
        <ObjectCard key={object.url} object={object} place={{ channel, message_ts: message.ts }} />
      ))}
    </div>
  );
}
