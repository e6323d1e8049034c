/** The title of the window: "(3) #sales | Acme". */

import { useEffect } from "react";
import { usePeople } from "../sandbox/queries";
import { useScreen } from "../sandbox/ScreenContext";
import type { Channel } from "../sandbox/types";
import { channelTitle } from "./naming";

export function useTitle(channel: Channel | undefined): void {
  const screen = useScreen();
  const workspace = useWorkspaceName();
  const unread = screen.channels.reduce((sum, each) => sum + each.unread, 0);
  const place = channel ? `${channelTitle(screen, channel)} | ` : "";
  const title = `${unread ? `(${unread}) ` : ""}${place}${workspace}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}

export function useWorkspaceName(): string {
  const { workspace } = useScreen();
  return usePeople().find((each) => each.id === workspace)?.name ?? workspace;
}
