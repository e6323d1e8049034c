/** The side panel of a Work Object that was opened. */

import { RefreshCw } from "lucide-react";
import { useEffect } from "react";
import { tryTo } from "../sandbox/control";
import { client } from "../sandbox/queries";
import { useScreen } from "../sandbox/ScreenContext";
import { Pane } from "../shell/Pane";
import buttons from "../style/buttons.module.css";
import { ObjectForm } from "./ObjectForm";
import { ObjectHead } from "./ObjectHead";
import styles from "./ObjectPanel.module.css";
import { ObjectState } from "./ObjectState";

// Nobody tells the page that the app's three seconds have passed.
const LOOK_AGAIN_MS = 1000;

export function ObjectPanel() {
  const { object: open, user } = useScreen();
  useSilence(user, open?.state === "loading" || open?.talk?.state === "loading");
  if (!open) return null;
  const { object } = open;
  return (
    <Pane
      key={object.url}
      title={object.display_type}
      label={`${object.display_type}: ${object.title}`}
      closing={`Close ${object.display_type}`}
      close={() => tryTo("close_object", { user })}
      more={
        <button
          type="button"
          className={buttons.icon}
          aria-label="Refresh"
          onClick={() => tryTo("refresh_object", { user })}
        >
          <RefreshCw size={18} aria-hidden />
        </button>
      }
    >
      <div className={styles.body}>
        <ObjectHead object={object} />
        {open.form ? (
          <ObjectForm key={open.form.id} form={open.form} trouble={open.form_error} />
        ) : (
          <ObjectState open={open} />
        )}
      </div>
    </Pane>
  );
}

/** Looks every second whether the app's time is up. */
function useSilence(user: string, waiting: boolean): void {
  useEffect(() => {
    if (!waiting) return;
    const looking = window.setInterval(
      () => client.invalidateQueries({ queryKey: ["screen", user] }),
      LOOK_AGAIN_MS,
    );
    return () => window.clearInterval(looking);
  }, [user, waiting]);
}
