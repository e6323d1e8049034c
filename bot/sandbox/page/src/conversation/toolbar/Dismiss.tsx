/** Puts away a message that nobody else sees. */

import { tryTo } from "../../sandbox/control";
import { useUser } from "../../sandbox/ScreenContext";
import type { Message } from "../../sandbox/types";
import style from "./Dismiss.module.css";

export function Dismiss({ message, channel }: { message: Message; channel: string }) {
  const user = useUser();
  return (
    <button
      type="button"
      className={style.dismiss}
      onClick={() => tryTo("dismiss", { user, channel, message_ts: message.ts })}
    >
      Dismiss message
    </button>
  );
}
