/** A channel or direct conversation: its messages and the composer. */

import { useMessages } from "../sandbox/queries";
import { useScreen } from "../sandbox/ScreenContext";

export function Conversation({ channel }: { channel: string }) {
  const { user } = useScreen();
  const { data = [] } = useMessages(user, channel);
  return (
    <div role="log" aria-label="Messages">
      {data.map((message) => (
        <article key={message.ts}>{message.text}</article>
      ))}
    </div>
  );
}
