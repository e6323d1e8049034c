/** What stands in place of the composer where a person cannot write. */

import { tryTo } from "../../sandbox/control";
import { useUser } from "../../sandbox/ScreenContext";
import type { Channel, Screen } from "../../sandbox/types";
import buttons from "../../style/buttons.module.css";
import style from "./Closed.module.css";

export type Reason = "archived" | "outside" | "read_only";

export function closedFor(screen: Screen, channel: Channel): Reason | null {
  if (channel.is_archived) return "archived";
  if (!channel.is_member) return "outside";
  return channel.kind === "app_dm" && screen.app.read_only ? "read_only" : null;
}

export function Closed({ reason, channel }: { reason: Reason; channel: Channel }) {
  const user = useUser();
  switch (reason) {
    case "archived":
      return <p className={style.closed}>#{channel.name} is archived. Nobody can write there.</p>;
    case "read_only":
      return <p className={style.closed}>Sending messages to this app has been turned off.</p>;
    case "outside":
      return (
        <div className={style.closed}>
          <span>You are looking at #{channel.name}.</span>
          <button
            type="button"
            className={buttons.go}
            onClick={() => tryTo("join", { user, channel: channel.id })}
          >
            Join #{channel.name}
          </button>
        </div>
      );
  }
}
