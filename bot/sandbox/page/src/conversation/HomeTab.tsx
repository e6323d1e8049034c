/** The app's Home tab as the person sees it. */

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Blocks } from "../blocks/Blocks";
import { act, sentence } from "../sandbox/control";
import { useScreen } from "../sandbox/ScreenContext";
import type { View } from "../sandbox/types";
import { shownElsewhere } from "../shell/said";
import buttons from "../style/buttons.module.css";
import { SurfaceProvider } from "../surface/Surface";
import styles from "./HomeTab.module.css";

// An app that has published nothing by then, most likely never does.
const PATIENCE_MS = 3000;

/** Opening it tells the app, which then publishes what it shows. */
export function HomeTab() {
  const { home, app } = useScreen();
  const { state, words, open } = useOpening();
  return (
    <div className={styles.tab} data-surface="home">
      {state === "failed" && (
        <div role="alert" className={styles.failure}>
          <p className={styles.words}>{words}</p>
          <button type="button" className={buttons.plain} onClick={open}>
            Try again
          </button>
        </div>
      )}
      {home && <Home view={home} />}
      {!home && state === "opening" && <p className={styles.empty}>Loading…</p>}
      {!home && state === "opened" && (
        <p className={styles.empty}>
          {app.name} has not published a Home tab yet. It may do so when it is used for the first
          time.
        </p>
      )}
    </div>
  );
}

function Home({ view }: { view: View }) {
  const target = useMemo(() => ({ view_id: view.id }), [view.id]);
  return (
    <SurfaceProvider kind="home" target={target} values={view.state.values} errors={view.errors}>
      <Blocks blocks={view.blocks} />
    </SurfaceProvider>
  );
}

function useOpening() {
  const { user } = useScreen();
  const [state, setState] = useState<"opening" | "opened" | "failed">("opening");
  const [words, setWords] = useState("");
  const told = useRef(false);
  const open = useCallback(async () => {
    setState("opening");
    try {
      await act("home", { user });
      window.setTimeout(() => setState("opened"), PATIENCE_MS);
    } catch (failure) {
      setWords(sentence(failure));
      shownElsewhere(sentence(failure));
      setState("failed");
    }
  }, [user]);
  useEffect(() => {
    if (told.current) return;
    told.current = true;
    open();
  }, [open]);
  return { state, words, open };
}
