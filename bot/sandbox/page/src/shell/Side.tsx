/** The panes at the right side: a thread or a Work Object, and the inspector. */

import { lazy, Suspense, useEffect } from "react";
import { ThreadPane } from "../conversation/ThreadPane";
import { ObjectPanel } from "../objects/ObjectPanel";
import { usePlace } from "../sandbox/place";
import { useScreen } from "../sandbox/ScreenContext";
import { setInFront, setInspecting, useInFront, useInspecting } from "./inspecting";
import { useRoomForTwo } from "./layout";
import styles from "./Side.module.css";

const Inspector = lazy(async () => ({
  default: (await import("../inspector/Inspector")).Inspector,
}));

/** Where there is room for one only, the one that was opened last is seen. */
export function Side({ inert }: { inert: boolean }) {
  const { user, channel, thread } = usePlace();
  const { object } = useScreen();
  const inspecting = useInspecting();
  const behind = useInspectorBehind();
  const roomForTwo = useRoomForTwo();
  const covered = inspecting && !behind && !roomForTwo;
  const url = object?.object.url;
  useEffect(() => {
    if (thread || url) setInFront(false);
  }, [thread, url]);
  return (
    <>
      <div className={styles.side} inert={inert} data-covered={covered}>
        {thread && <ThreadPane key={`${user} ${thread}`} channel={channel} thread={thread} />}
        <ObjectPanel />
      </div>
      <div className={styles.side} inert={inert} data-covered={behind}>
        <Suspense fallback={null}>
          {inspecting && <Inspector close={() => setInspecting(false)} />}
        </Suspense>
      </div>
    </>
  );
}

/** Whether a thread or a Work Object covers the inspector. */
export function useInspectorBehind(): boolean {
  const { thread } = usePlace();
  const { object } = useScreen();
  const inspecting = useInspecting();
  const inFront = useInFront();
  const roomForTwo = useRoomForTwo();
  return inspecting && Boolean(thread || object) && !inFront && !roomForTwo;
}
