/** The page: sidebar, the place that is open, a side pane, modals, notices. */

import { useEffect, useState } from "react";
import { Conversation } from "../conversation/Conversation";
import { HomeTab } from "../conversation/HomeTab";
import { ThreadPane } from "../conversation/ThreadPane";
import { Inspector } from "../inspector/Inspector";
import { ModalStack } from "../modals/ModalStack";
import { ObjectPanel } from "../objects/ObjectPanel";
import { usePlace } from "../sandbox/place";
import { useScreen } from "../sandbox/ScreenContext";
import { Tour } from "../tour/Tour";
import { AboutTab } from "./AboutTab";
import { Notices } from "./Notices";
import { Sidebar } from "./Sidebar";
import "./Shell.css";

export function Shell() {
  const { channel, tab, thread } = usePlace();
  const screen = useScreen();
  const [inspecting, setInspecting] = useState(false);
  useEffect(() => {
    // tests and pictures wait for it
    document.body.dataset.ready = "yes";
  }, []);
  return (
    <div className="shell">
      <Sidebar />
      <main aria-label="Conversation">
        <button type="button" onClick={() => setInspecting(!inspecting)}>
          Inspector
        </button>
        {tab === "messages" && channel && <Conversation key={channel} channel={channel} />}
        {tab === "home" && <HomeTab />}
        {tab === "about" && <AboutTab />}
      </main>
      {thread && <ThreadPane channel={channel} thread={thread} />}
      <ObjectPanel />
      {inspecting && <Inspector close={() => setInspecting(false)} />}
      <ModalStack modals={screen.modals} />
      <Tour />
      <Notices />
    </div>
  );
}
