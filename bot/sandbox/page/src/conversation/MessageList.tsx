/** The messages of a conversation, oldest first; it opens at the newest and stays there. */

import { ArrowDown } from "lucide-react";
import { Fragment, type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef } from "react";
import { useScreen } from "../sandbox/ScreenContext";
import type { Message as Told } from "../sandbox/types";
import { notify } from "../shell/said";
import { Message } from "./Message";
import style from "./MessageList.module.css";
import { rowsOf } from "./rows";
import { useReading } from "./useReading";
import { useStaying } from "./useStaying";
import { useWindowOfMessages } from "./useWindowOfMessages";
import { dayInWords, dayOf } from "./when";

interface Given {
  channel: string;
  messages: Told[];
  /** Asks for older ones. */
  older(): void;
  /** How many of them the person has not read. */
  unread: number;
  /** The message that a permalink points at. */
  pointedAt: string | null;
  /** Above the first message. */
  top: ReactNode;
  /** What Slackbot said last, to be seen at once. */
  said: number;
  /** How often the person has sent something. */
  sent: number;
  /** Below the last one. */
  children?: ReactNode;
}

export function MessageList({
  channel,
  messages,
  older,
  unread,
  pointedAt,
  top,
  said,
  sent,
  children,
}: Given) {
  const { user, now } = useScreen();
  const scroller = useRef<HTMLDivElement>(null);
  const drawn = useWindowOfMessages({ messages, pointedAt, scroller, older });
  const { newest, showNewest } = drawn;
  const { content, atEnd, toEnd, toMessage, scrolled } = useStaying(scroller, newest);
  const { newSince, fresh } = useReading({ user, channel, messages, unread, atEnd });
  const rows = useMemo(() => {
    // the one before tells whether the first begins a day
    const before = Math.max(0, drawn.from - 1);
    const near = rowsOf(messages.slice(before, drawn.end), newSince);
    return near.slice(drawn.from - before);
  }, [messages, newSince, drawn.from, drawn.end]);
  const goToEnd = () => {
    if (!newest) showNewest();
    toEnd();
  };
  usePointing(pointedAt, toMessage);
  // whoever writes wants to see it, wherever they were; and what an app or Slackbot says to it
  const last = messages.at(-1);
  useGrowing(last?.user === user ? last.ts : "", goToEnd);
  useGrowing(sent, goToEnd);
  useGrowing(said, goToEnd);
  const today = dayOf(new Date(now));
  return (
    <div className={style.frame}>
      <div
        ref={scroller}
        className={style.scroller}
        role="log"
        aria-label="Messages"
        onScroll={scrolled}
        onKeyDown={walk}
      >
        <div ref={content} className={style.content}>
          {drawn.from === 0 && top}
          <div ref={drawn.top} />
          {rows.map(({ message, day, unread: first, compact }, index) => (
            <Fragment key={message.ts}>
              {day && <Day words={dayInWords(day, today)} />}
              {first && <New />}
              <Message
                message={message}
                channel={channel}
                compact={compact}
                pointedAt={message.ts === pointedAt}
                tabbable={index === rows.length - 1}
              />
            </Fragment>
          ))}
          <div ref={drawn.bottom} />
          {newest && children}
        </div>
      </div>
      {fresh > 0 && (
        <button type="button" className={style.fresh} onClick={goToEnd}>
          <ArrowDown size={16} aria-hidden />
          {fresh === 1 ? "1 new message" : `${fresh} new messages`}
        </button>
      )}
    </div>
  );
}

function Day({ words }: { words: string }) {
  return (
    <div className={style.day}>
      <span>{words}</span>
    </div>
  );
}

function New() {
  return (
    <div className={style.unread}>
      <span>New</span>
    </div>
  );
}

/** Goes to the message of a permalink, once for each. */
function usePointing(ts: string | null, toMessage: (ts: string) => boolean): void {
  useEffect(() => {
    if (ts && !toMessage(ts)) notify("That message is not here any more.");
  }, [ts, toMessage]);
}

function useGrowing<T extends string | number>(value: T, grown: () => void): void {
  const before = useRef(value);
  useEffect(() => {
    if (value > before.current) grown();
    before.current = value;
  });
}

/** The arrow keys lead from message to message. */
export function walk(event: KeyboardEvent<HTMLElement>): void {
  const at = event.target as HTMLElement;
  if (at.tagName !== "ARTICLE" || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  const all = [...event.currentTarget.querySelectorAll("article")];
  const next = all[all.indexOf(at) + (event.key === "ArrowUp" ? -1 : 1)];
  event.preventDefault();
  next?.focus();
}
