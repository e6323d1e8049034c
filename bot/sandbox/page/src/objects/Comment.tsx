/** One comment on a Work Object. */

import { Trash2 } from "lucide-react";
import { Blocks } from "../blocks/Blocks";
import { UserMention } from "../blocks/Mentions";
import { SlackDate } from "../blocks/SlackDate";
import { tryTo } from "../sandbox/control";
import { useScreen } from "../sandbox/ScreenContext";
import type { ObjectComment } from "../sandbox/types";
import buttons from "../style/buttons.module.css";
import { FieldMarkdown } from "./FieldMarkdown";
import styles from "./ObjectComments.module.css";

export function Comment({ comment, deletable }: { comment: ObjectComment; deletable: boolean }) {
  const { user } = useScreen();
  const { sender, comment: said } = comment;
  return (
    <li className={styles.comment}>
      <p className={styles.by}>
        {sender.user_id ? <UserMention id={sender.user_id} /> : sender.text}
        <SlackDate timestamp={comment.timestamp} format="{date_short_pretty} {time}" />
        {deletable && comment.can_delete && (
          <button
            type="button"
            className={`${buttons.icon} ${styles.delete}`}
            aria-label="Delete comment"
            onClick={() => tryTo("delete_comment", { user, id: comment.id })}
          >
            <Trash2 size={16} aria-hidden />
          </button>
        )}
      </p>
      {said.blocks && <Blocks blocks={said.blocks} />}
      {said.format === "markdown" && <FieldMarkdown text={said.value ?? ""} />}
      {!said.blocks && said.format !== "markdown" && <p className={styles.words}>{said.value}</p>}
    </li>
  );
}
