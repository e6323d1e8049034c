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
  /** How many of them the person has not read. */
  unread: number;
  /** The message that a permalink points at. */
  pointedAt: string | null;
  /** Above the first message. */
  top: ReactNode;
  /** What Slackbot said last, to be seen at once. */
  said: number;
  /** Below the last one. */
  children?: ReactNode;
}

export function MessageList({ channel, messages, unread, pointedAt, top, said, children }: Given) {
  const { user, now } = useScreen();
  const { scroller, content, atEnd, toEnd, toMessage, scrolled } = useStaying();
  const wanted = messages.findIndex((each) => each.ts === pointedAt);
  const drawn = useWindowOfMessages(messages.length, wanted, scroller);
  const { newSince, fresh } = useReading({ user, channel, messages, unread, atEnd });
  const rows = useMemo(
    () => rowsOf(messages, newSince).slice(drawn.from),
    [messages, newSince, drawn.from],
  );
  usePointing(pointedAt, toMessage);
  useOwn(messages, user, toEnd);
  useEffect(() => {
    if (said > 0) toEnd();
  }, [said, toEnd]);
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
          {children}
        </div>
      </div>
      {fresh > 0 && (
        <button type="button" className={style.fresh} onClick={toEnd}>
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

/** Whoever writes wants to see it, wherever they were. */
function useOwn(messages: Told[], user: string, toEnd: () => void): void {
  const newest = messages.at(-1);
  const own = newest?.user === user ? newest.ts : "";
  const before = useRef(own);
  useEffect(() => {
    if (own > before.current) toEnd();
    before.current = own;
  }, [own, toEnd]);
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
