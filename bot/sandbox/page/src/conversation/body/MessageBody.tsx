/** What a message says: its blocks or words, attachments, files and Work Objects. */

import { useMemo } from "react";
import { Attachments } from "../../blocks/Attachments";
import { Blocks } from "../../blocks/Blocks";
import { Mrkdwn } from "../../blocks/Mrkdwn";
import { ObjectPreviews } from "../../objects/ObjectPreviews";
import type { Message } from "../../sandbox/types";
import { SurfaceProvider } from "../../surface/Surface";
import { Files } from "./Files";
import style from "./MessageBody.module.css";

// Words that nobody wrote.
const SAID_FOR = new Set(["channel_join", "tombstone"]);

export function MessageBody({ message, channel }: { message: Message; channel: string }) {
  // Slack says of no app that it edited a message whose blocks it wrote anew
  const silent = message.bot_id !== undefined && message.blocks.length > 0;
  const target = useMemo(() => ({ channel, message_ts: message.ts }), [channel, message.ts]);
  return (
    <SurfaceProvider kind="message" target={target} values={message.state}>
      <div className={style.body}>
        {message.blocks.length > 0 ? (
          <Blocks blocks={message.blocks} />
        ) : (
          message.text && (
            <div className={SAID_FOR.has(message.subtype ?? "") ? style.system : style.words}>
              <Mrkdwn text={message.text} />
            </div>
          )
        )}
        {message.edited && !silent && <span className={style.edited}>(edited)</span>}
        {message.attachments.length > 0 && <Attachments attachments={message.attachments} />}
        {message.files.length > 0 && <Files files={message.files} />}
        <ObjectPreviews message={message} channel={channel} />
      </div>
    </SurfaceProvider>
  );
}
