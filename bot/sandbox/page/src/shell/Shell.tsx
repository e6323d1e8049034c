/** The page: top bar, sidebar, the place that is open, side panes, modals, notices. */

import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { Conversation } from "../conversation/Conversation";
import { ThreadPane } from "../conversation/ThreadPane";
import { ModalStack } from "../modals/ModalStack";
import { ObjectPanel } from "../objects/ObjectPanel";
import { usePlace } from "../sandbox/place";
import { useScreen } from "../sandbox/ScreenContext";
import { Tour } from "../tour/Tour";
import { AppView } from "./AppView";
import { ChannelHeader } from "./ChannelHeader";
import { setInspecting, useInspecting } from "./inspecting";
import { usePhone } from "./layout";
import { findChannel } from "./naming";
import { QuickSwitcher } from "./QuickSwitcher";
import styles from "./Shell.module.css";
import { Sidebar } from "./Sidebar";
import { TopBar } from "./TopBar";
import { useTitle } from "./title";

const Inspector = lazy(async () => ({
  default: (await import("../inspector/Inspector")).Inspector,
}));

export function Shell() {
  const screen = useScreen();
  const { channel: id } = usePlace();
  const channel = findChannel(screen, id);
  const inspecting = useInspecting();
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
          {channel && <ChannelHeader key={channel.id} channel={channel} />}
          {channel?.kind === "app_dm" && <AppView key={channel.id} channel={channel} />}
          {channel && channel.kind !== "app_dm" && (
            <Conversation key={`${screen.user} ${channel.id}`} channel={channel.id} />
          )}
        </main>
        <div className={styles.side} inert={drawn}>
          <SideThread />
          <ObjectPanel />
          <Suspense fallback={null}>
            {inspecting && <Inspector close={() => setInspecting(false)} />}
          </Suspense>
        </div>
      </div>
      <ModalStack modals={screen.modals} />
      <QuickSwitcher />
    </div>
  );
}

function SideThread() {
  const { user, channel, thread } = usePlace();
  return thread && <ThreadPane key={`${user} ${thread}`} channel={channel} thread={thread} />;
}
