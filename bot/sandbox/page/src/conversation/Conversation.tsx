/** A channel or direct conversation: its messages and the composer. */

import { useState } from "react";
import { sentence } from "../sandbox/control";
import { usePlace } from "../sandbox/place";
import { useScreen } from "../sandbox/ScreenContext";
import type { Channel, Screen } from "../sandbox/types";
import style from "./Conversation.module.css";
import { Closed, closedFor } from "./composer/Closed";
import { Composer } from "./composer/Composer";
import { Slips, useSlips } from "./composer/Slips";
import { MessageList } from "./MessageList";
import { channelOf, nameOf } from "./naming";
import { useHistory } from "./useHistory";

export function Conversation({ channel: id }: { channel: string }) {
  const screen = useScreen();
  const { message } = usePlace();
  const { messages, more, older, error } = useHistory(screen.user, id, message);
  const { slips, add, remove } = useSlips();
  const [sent, setSent] = useState(0);
  const channel = channelOf(screen, id);
  if (error) return <p className={style.failed}>{sentence(error)}</p>;
  if (!channel || !messages) return <div className={style.conversation} aria-busy="true" />;
  const closed = closedFor(screen, channel);
  return (
    <div className={style.conversation}>
      <MessageList
        channel={id}
        messages={messages}
        older={older}
        unread={channel.unread}
        pointedAt={message}
        said={slips.at(-1)?.id ?? 0}
        sent={sent}
        top={!more && <Beginning screen={screen} channel={channel} />}
      >
        <Slips slips={slips} remove={remove} />
      </MessageList>
      {closed ? (
        <Closed reason={closed} channel={channel} />
      ) : (
        <Composer
          channel={channel}
          label={`Message ${nameOf(screen, channel)}`}
          failed={add}
          sent={() => setSent(sent + 1)}
        />
      )}
    </div>
  );
}

function Beginning({ screen, channel }: { screen: Screen; channel: Channel }) {
  const name = nameOf(screen, channel);
  const kind = channel.kind === "channel" || channel.kind === "private" ? "channel" : "messages";
  return (
    <div className={style.beginning}>
      <h2 className={style.title}>{name}</h2>
      <p className={style.words}>
        {kind === "channel"
          ? `This is the very beginning of ${name}.`
          : `This is the very beginning of your messages with ${name}.`}
      </p>
    </div>
  );
}
