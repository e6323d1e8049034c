/** The page: top bar, sidebar, the place that is open, side panes, modals, notices. */

import { useEffect, useRef, useState } from "react";
import { Conversation } from "../conversation/Conversation";
import { ModalStack } from "../modals/ModalStack";
import { usePlace } from "../sandbox/place";
import { useScreen } from "../sandbox/ScreenContext";
import { Tour } from "../tour/Tour";
import { AppView } from "./AppView";
import { ChannelHeader } from "./ChannelHeader";
import { usePhone } from "./layout";
import { findChannel } from "./naming";
import { QuickSwitcher } from "./QuickSwitcher";
import styles from "./Shell.module.css";
import { Side } from "./Side";
import { Sidebar } from "./Sidebar";
import { TopBar } from "./TopBar";
import { useTitle } from "./title";

export function Shell() {
  const screen = useScreen();
  const { channel: id } = usePlace();
  const channel = findChannel(screen, id);
  const phone = usePhone();
  const [drawer, setDrawer] = useState(false);
  const main = useRef<HTMLElement>(null);
  useTitle(channel);
  useEffect(() => {
    // tests and pictures wait for it
    document.body.dataset.ready = "yes";
  }, []);
  const drawn = drawer && phone;
  return (
    <div className={styles.shell}>
      <button type="button" className={styles.skip} onClick={() => main.current?.focus()}>
        Skip to the conversation
      </button>
      <TopBar drawer={drawn} toggleDrawer={() => setDrawer(!drawer)} />
      <Tour />
      <div className={styles.body}>
        <Sidebar open={drawn} close={() => setDrawer(false)} />
        <main
          ref={main}
          tabIndex={-1}
          aria-label="Conversation"
          className={styles.main}
          inert={drawn}
        >
          {channel && <ChannelHeader key={`head of ${channel.id}`} channel={channel} />}
          {channel?.kind === "app_dm" && <AppView key={channel.id} channel={channel} />}
          {channel && channel.kind !== "app_dm" && (
            <Conversation key={`${screen.user} ${channel.id}`} channel={channel.id} />
          )}
        </main>
        <Side inert={drawn} />
      </div>
      <ModalStack modals={screen.modals} />
      <QuickSwitcher />
    </div>
  );
}
