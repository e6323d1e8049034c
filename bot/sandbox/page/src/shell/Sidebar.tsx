/** The workspace, who looks, and where they can go. On a phone a drawer. */

import { Plus } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { usePlace } from "../sandbox/place";
import { useScreen } from "../sandbox/ScreenContext";
import type { Channel } from "../sandbox/types";
import { BrowseChannels } from "./BrowseChannels";
import { openChannel } from "./destinations";
import { channelName } from "./naming";
import { PersonSwitcher } from "./PersonSwitcher";
import { openSwitcher } from "./QuickSwitcher";
import styles from "./Sidebar.module.css";
import { SidebarEntry } from "./SidebarEntry";
import { useWorkspaceName } from "./title";

interface Given {
  /** The drawer of a phone; on a desk the sidebar always stands there. */
  open: boolean;
  close(): void;
}

export function Sidebar({ open, close }: Given) {
  const screen = useScreen();
  const workspace = useWorkspaceName();
  const [browsing, setBrowsing] = useState(false);
  const nav = useDrawer(open);
  const direct = screen.channels.filter((each) => each.kind === "dm");
  const channels = screen.channels.filter((each) => !each.with);
  const apps = screen.channels.filter((each) => each.kind === "app_dm");
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
  };
  const entries = (found: Channel[]) =>
    found.map((each) => <Entry key={each.id} channel={each} close={close} />);
  return (
    <>
      {open && (
        <button
          type="button"
          tabIndex={-1}
          aria-hidden="true"
          className={styles.veil}
          onClick={close}
        />
      )}
      <nav
        ref={nav}
        tabIndex={-1}
        aria-label="Workspace"
        className={styles.sidebar}
        data-open={open}
        onKeyDown={pressed}
      >
        <h2 className={styles.workspace}>{workspace}</h2>
        <PersonSwitcher chosen={close} />
        <Section title="Channels">
          {entries(channels)}
          <li>
            <button type="button" className={styles.adding} onClick={() => setBrowsing(true)}>
              <Plus size={18} aria-hidden="true" />
              Browse channels
            </button>
          </li>
        </Section>
        <Section title="Direct messages">
          {entries(direct)}
          <li>
            <button
              type="button"
              className={styles.adding}
              onClick={() => {
                close();
                openSwitcher("people");
              }}
            >
              <Plus size={18} aria-hidden="true" />
              New message
            </button>
          </li>
        </Section>
        <Section title="Apps">{entries(apps)}</Section>
      </nav>
      <BrowseChannels
        open={browsing}
        close={() => setBrowsing(false)}
        joined={() => {
          setBrowsing(false);
          close();
        }}
      />
    </>
  );
}

/** Takes the focus when the drawer opens and gives it back when it closes. */
function useDrawer(open: boolean) {
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!open) return;
    const before = document.activeElement;
    nav.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [open]);
  return nav;
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className={styles.heading}>{title}</h3>
      <ul className={styles.entries}>{children}</ul>
    </section>
  );
}

function Entry({ channel, close }: { channel: Channel; close(): void }) {
  const screen = useScreen();
  const { channel: shown } = usePlace();
  return (
    <li>
      <SidebarEntry
        channel={channel}
        name={channelName(screen, channel)}
        current={channel.id === shown}
        choose={() => {
          openChannel(screen, channel);
          close();
        }}
      />
    </li>
  );
}
