/** A thread beside its conversation. */

import { useLayoutEffect, useRef } from "react";
import { sentence } from "../sandbox/control";
import { goTo, usePlace } from "../sandbox/place";
import { useMessages } from "../sandbox/queries";
import { useScreen } from "../sandbox/ScreenContext";
import type { Message as Told } from "../sandbox/types";
import { Pane } from "../shell/Pane";
import { Closed, closedFor } from "./composer/Closed";
import { Composer } from "./composer/Composer";
import { Slips, useSlips } from "./composer/Slips";
import { Message } from "./Message";
import { walk } from "./MessageList";
import { channelOf, nameOf } from "./naming";
import { rowsOf } from "./rows";
import style from "./ThreadPane.module.css";
import { useStaying } from "./useStaying";

export function ThreadPane({ channel: id, thread }: { channel: string; thread: string }) {
  const screen = useScreen();
  const channel = channelOf(screen, id);
  const { data, error } = useMessages(screen.user, id, thread);
  const { slips, add, remove } = useSlips();
  const closed = channel && closedFor(screen, channel);
  return (
    <Pane
      title="Thread"
      closing="Close thread"
      close={() => goTo({ thread: null })}
      more={channel && <span className={style.place}>{nameOf(screen, channel)}</span>}
    >
      {error && <p className={style.failed}>{sentence(error)}</p>}
      {channel && data && (
        <>
          <Replies key={thread} channel={id} messages={data}>
            <Slips slips={slips} remove={remove} />
          </Replies>
          {closed ? (
            <Closed reason={closed} channel={channel} />
          ) : (
            <Composer
              key={thread}
              channel={channel}
              thread={thread}
              label="Reply in thread"
              failed={add}
            />
          )}
        </>
      )}
    </Pane>
  );
}

interface Given {
  channel: string;
  messages: Told[];
  children: React.ReactNode;
}

function Replies({ channel, messages, children }: Given) {
  const { message: pointedAt } = usePlace();
  const scroller = useRef<HTMLDivElement>(null);
  const { content, toMessage, scrolled } = useStaying(scroller);
  useLayoutEffect(() => {
    if (pointedAt) toMessage(pointedAt);
  }, [pointedAt, toMessage]);
  const [parent, ...replies] = messages;
  if (!parent) return <p className={style.failed}>This thread is not here any more.</p>;
  return (
    <div
      ref={scroller}
      className={style.scroller}
      role="log"
      aria-label="Thread"
      onScroll={scrolled}
      onKeyDown={walk}
    >
      <div ref={content} className={style.content}>
        <Message message={parent} channel={channel} inThread tabbable={replies.length === 0} />
        {replies.length > 0 && (
          <p className={style.count}>
            {replies.length === 1 ? "1 reply" : `${replies.length} replies`}
          </p>
        )}
        {rowsOf(replies, null).map(({ message, compact }, index) => (
          <Message
            key={message.ts}
            message={message}
            channel={channel}
            compact={compact}
            inThread
            pointedAt={message.ts === pointedAt}
            tabbable={index === replies.length - 1}
          />
        ))}
        {children}
      </div>
    </div>
  );
}
