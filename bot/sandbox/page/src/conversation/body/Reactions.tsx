/** The emoji under a message: how many, who, and one's own to add or take back. */

import { Mrkdwn } from "../../blocks/Mrkdwn";
import { usePeopleHere, useUser } from "../../sandbox/ScreenContext";
import type { Message, Person, Reaction } from "../../sandbox/types";
import { EmojiButton } from "../toolbar/EmojiButton";
import { useReacting } from "../useReacting";
import style from "./Reactions.module.css";

export function Reactions({ message, channel }: { message: Message; channel: string }) {
  const user = useUser();
  const people = usePeopleHere();
  const toggle = useReacting(message, channel);
  return (
    <ul className={style.reactions} aria-label="Reactions">
      {message.reactions.map((reaction) => (
        <li key={reaction.name}>
          <button
            type="button"
            className={style.chip}
            aria-pressed={reaction.users.includes(user)}
            aria-label={`${reaction.name.replaceAll("_", " ")}, ${reaction.count}`}
            title={who(reaction, people, user)}
            onClick={() => toggle(reaction.name)}
          >
            <span aria-hidden>
              <Mrkdwn text={`:${reaction.name}:`} />
            </span>
            <span className={style.count}>{reaction.count}</span>
          </button>
        </li>
      ))}
      <li>
        <EmojiButton className={style.chip} label="Add reaction" choose={toggle} />
      </li>
    </ul>
  );
}

/** "You and Maya Lindqvist reacted with :tada:" */
function who(reaction: Reaction, people: Person[], user: string): string {
  const names = reaction.users.map((id) =>
    id === user ? "You" : (people.find((each) => each.id === id)?.real_name ?? id),
  );
  const words = new Intl.ListFormat("en").format(names);
  return `${words} reacted with :${reaction.name}:`;
}
