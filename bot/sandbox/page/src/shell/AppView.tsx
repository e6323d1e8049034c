/** The app's own conversation: its Home tab, its messages, and what it is. */

import { useEffect, useRef } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { Conversation } from "../conversation/Conversation";
import { HomeTab } from "../conversation/HomeTab";
import { act } from "../sandbox/control";
import { goTo, type Tab as TabName, usePlace } from "../sandbox/place";
import { useScreen } from "../sandbox/ScreenContext";
import type { AppFacts, Channel } from "../sandbox/types";
import { AboutTab } from "./AboutTab";
import styles from "./AppView.module.css";

const TITLES = { home: "Home", messages: "Messages", about: "About" };

/** Tabs that the manifest turns off are not there. */
export function AppView({ channel }: { channel: Channel }) {
  const { app } = useScreen();
  const { tab } = usePlace();
  const tabs = tabsOf(app);
  const shown = tabs.includes(tab) ? tab : (tabs[0] ?? "about");
  const choose = (chosen: TabName) => goTo({ channel: channel.id, tab: chosen });
  return (
    <Tabs
      className={styles.tabs ?? ""}
      selectedKey={shown}
      onSelectionChange={(chosen) => choose(chosen as TabName)}
    >
      <TabList aria-label={app.name} className={styles.list ?? ""}>
        {tabs.map((each) => (
          <Tab key={each} id={each} className={styles.tab ?? ""}>
            {TITLES[each]}
          </Tab>
        ))}
      </TabList>
      <TabPanel id="home" className={styles.scrolling ?? ""}>
        <HomeTab />
      </TabPanel>
      <TabPanel id="messages" className={styles.panel ?? ""}>
        <Messages channel={channel.id} />
      </TabPanel>
      <TabPanel id="about" className={styles.scrolling ?? ""}>
        <AboutTab />
      </TabPanel>
    </Tabs>
  );
}

function tabsOf(app: AppFacts): TabName[] {
  return [
    ...(app.home_tab ? (["home"] as const) : []),
    ...(app.messages_tab ? (["messages"] as const) : []),
    "about",
  ];
}

/** The app hears once that it was opened. */
function Messages({ channel }: { channel: string }) {
  const { user } = useScreen();
  const told = useRef(false);
  useEffect(() => {
    if (told.current) return;
    told.current = true;
    // the sandbox shows by itself that the app is not connected
    act("messages_tab", { user }).catch(() => null);
  }, [user]);
  return <Conversation channel={channel} />;
}
