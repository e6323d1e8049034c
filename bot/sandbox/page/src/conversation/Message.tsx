/** One message: who, when, what, and what came of it. */

import { memo, useState } from "react";
import { Mrkdwn } from "../blocks/Mrkdwn";
import { usePerson } from "../sandbox/ScreenContext";
import type { Message as Told } from "../sandbox/types";
import { Avatar } from "../shell/Avatar";
import { MessageBody } from "./body/MessageBody";
import { Reactions } from "./body/Reactions";
import { ReplyBar } from "./body/ReplyBar";
import { EditMessage } from "./EditMessage";
import style from "./Message.module.css";
import { Dismiss } from "./toolbar/Dismiss";
import { Toolbar } from "./toolbar/Toolbar";
import { useActive } from "./useActive";
import { useFinger } from "./useFinger";
import { fullTimeOf, timeOf } from "./when";

interface Given {
  message: Told;
  channel: string;
  /** Follows one of the same author, whose name need not be said again. */
  compact?: boolean;
  inThread?: boolean;
  /** The one that a permalink pointed at. */
  pointedAt?: boolean;
  /** Reached by Tab; the arrow keys lead on to the others. */
  tabbable?: boolean;
}

// What people see as words between messages, without a toolbar.
const SYSTEM = new Set([
  "channel_join",
  "channel_leave",
  "channel_topic",
  "channel_purpose",
  "tombstone",
]);

export const Message = memo(function Message(given: Given) {
  const { message, channel, compact = false, inThread = false, tabbable = false } = given;
  const [editing, setEditing] = useState(false);
  const { active, open, setOpen, listeners } = useActive(message);
  const finger = useFinger();
  const usable = !message.ephemeral && !SYSTEM.has(message.subtype ?? "") && !editing;
  return (
    <article
      className={classesOf(given)}
      data-ts={message.ts}
      aria-label={labelOf(message)}
      tabIndex={tabbable ? 0 : -1}
      {...listeners}
    >
      <div className={style.gutter}>
        {compact ? <Time message={message} short /> : <Picture message={message} />}
      </div>
      <div className={style.content}>
        {message.ephemeral && <p className={style.note}>Only visible to you</p>}
        {message.subtype === "thread_broadcast" && !inThread && (
          <p className={style.note}>replied to a thread</p>
        )}
        {!compact && <Head message={message} />}
        {editing ? (
          <EditMessage message={message} channel={channel} done={() => setEditing(false)} />
        ) : (
          <MessageBody message={message} channel={channel} />
        )}
        {message.reactions.length > 0 && <Reactions message={message} channel={channel} />}
        {message.reply_count > 0 && !inThread && <ReplyBar message={message} />}
        {message.ephemeral && <Dismiss message={message} channel={channel} />}
      </div>
      {usable && (active || finger) && (
        <Toolbar
          message={message}
          channel={channel}
          inThread={inThread}
          whole={active}
          open={open}
          setOpen={setOpen}
          edit={() => setEditing(true)}
        />
      )}
    </article>
  );
});

function classesOf({ message, compact, pointedAt }: Given): string {
  const classes = [
    style.message,
    compact && style.compact,
    message.ephemeral && style.ephemeral,
    pointedAt && style.pointedAt,
  ];
  return classes.filter(Boolean).join(" ");
}

function labelOf(message: Told): string {
  return `${message.username}, ${timeOf(message.ts)}`;
}

function Picture({ message }: { message: Told }) {
  if (message.icon_emoji) {
    return (
      <span className={style.icon} aria-hidden>
        <Mrkdwn text={message.icon_emoji} />
      </span>
    );
  }
  return <Avatar person={message.user} name={message.username} size={36} />;
}

function Head({ message }: { message: Told }) {
  const person = usePerson(message.user);
  return (
    <header className={style.head}>
      <strong className={style.name}>{message.username}</strong>
      {message.bot_id !== undefined && <span className={style.app}>APP</span>}
      {person?.is_guest && <span className={style.app}>Guest</span>}
      <Time message={message} />
    </header>
  );
}

function Time({ message, short = false }: { message: Told; short?: boolean }) {
  const words = timeOf(message.ts);
  return (
    <a
      className={short ? style.shortTime : style.time}
      href={message.permalink}
      title={fullTimeOf(message.ts)}
    >
      {short ? words.replace(/ [AP]M$/, "") : words}
    </a>
  );
}
