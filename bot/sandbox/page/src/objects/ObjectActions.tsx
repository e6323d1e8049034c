/** The buttons of a Work Object: at most two that show, the others under "More actions". */

import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { act } from "../sandbox/control";
import { useScreen } from "../sandbox/ScreenContext";
import type { ObjectAction, WorkObject } from "../sandbox/types";
import { useAct } from "../surface/useAct";
import styles from "./Objects.module.css";

/** The message below which an object stands; null in the panel. */
export type ObjectPlace = { channel: string; message_ts: string };

interface Given {
  object: Pick<WorkObject, "url" | "primary_actions" | "overflow_actions">;
  place: ObjectPlace | null;
}

export function ObjectActions({ object, place }: Given) {
  const { user } = useScreen();
  const { run, busy } = useAct();
  const [pressed, setPressed] = useState<ObjectAction | null>(null);
  const { primary_actions: shown, overflow_actions: hidden } = object;
  if (shown.length + hidden.length === 0) return null;
  const press = (action: ObjectAction) => {
    setPressed(action);
    if (action.url && /^https?:\/\//.test(action.url))
      window.open(action.url, "_blank", "noopener");
    const { action_id } = action;
    run(() => act("press_object", { user, ...place, url: object.url, action_id }));
  };
  const processing = busy ? pressed?.processing_state : undefined;
  return (
    <div className={styles.actions}>
      {shown.map((action) => (
        <button
          key={action.action_id}
          type="button"
          className={styles.action}
          data-style={action.style}
          aria-label={action.accessibility_label}
          aria-busy={busy && pressed === action}
          disabled={busy}
          onClick={() => press(action)}
        >
          {action.text}
        </button>
      ))}
      {hidden.length > 0 && (
        <MenuTrigger>
          <Button className={styles.action ?? ""} aria-label="More actions" isDisabled={busy}>
            <Ellipsis size={18} aria-hidden />
          </Button>
          <Popover className={styles.menu ?? ""} placement="bottom start">
            <Menu aria-label="More actions">
              {hidden.map((action) => (
                <MenuItem
                  key={action.action_id}
                  className={styles.menuItem ?? ""}
                  onAction={() => press(action)}
                >
                  {action.text}
                </MenuItem>
              ))}
            </Menu>
          </Popover>
        </MenuTrigger>
      )}
      {processing?.enabled && (
        <span role="status">{processing.interstitial_text || "One moment"}…</span>
      )}
    </div>
  );
}
