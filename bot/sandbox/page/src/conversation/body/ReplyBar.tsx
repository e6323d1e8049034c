/** How many replies a message has, by whom and since when; opens its thread. */

import { goTo } from "../../sandbox/place";
import { usePeopleHere, useScreen } from "../../sandbox/ScreenContext";
import type { Message } from "../../sandbox/types";
import { Avatar } from "../../shell/Avatar";
import { ago } from "../when";
import style from "./ReplyBar.module.css";

// As many faces as Slack shows.
const MOST_FACES = 5;

export function ReplyBar({ message }: { message: Message }) {
  const people = usePeopleHere();
  const replies = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
  return (
    <button
      type="button"
      className={style.bar}
      aria-label={replies}
      onClick={() => goTo({ thread: message.ts })}
    >
      <span className={style.faces} aria-hidden>
        {message.reply_users.slice(0, MOST_FACES).map((id) => (
          <Avatar
            key={id}
            person={id}
            name={people.find((each) => each.id === id)?.real_name ?? id}
            size={24}
          />
        ))}
      </span>
      <span className={style.count}>{replies}</span>
      {message.latest_reply && <LastReply ts={message.latest_reply} />}
    </button>
  );
}

function LastReply({ ts }: { ts: string }) {
  return <span className={style.last}>Last reply {ago(ts, useScreen().now)}</span>;
}
