/** Reacts to a message, or takes back what one reacted with already. */

import { tryTo } from "../sandbox/control";
import { useUser } from "../sandbox/ScreenContext";
import type { Message } from "../sandbox/types";

export function useReacting(message: Message, channel: string): (name: string) => void {
  const user = useUser();
  return (name) => {
    const remove = message.reactions.some(
      (each) => each.name === name && each.users.includes(user),
    );
    void tryTo("react", { user, channel, message_ts: message.ts, name, remove });
  };
}
