/** The public channels that one has not joined. */

import { Hash } from "lucide-react";
import { useState } from "react";
import { tryTo } from "../sandbox/control";
import { goTo } from "../sandbox/place";
import { readScreens } from "../sandbox/queries";
import { useScreen } from "../sandbox/ScreenContext";
import type { Channel } from "../sandbox/types";
import buttons from "../style/buttons.module.css";
import styles from "./BrowseChannels.module.css";
import { Dialog } from "./Dialog";

interface Given {
  open: boolean;
  close(): void;
  joined(): void;
}

export function BrowseChannels({ open, close, joined }: Given) {
  const { user, joinable, people } = useScreen();
  const [joining, setJoining] = useState("");
  const join = async (channel: Channel) => {
    setJoining(channel.id);
    const told = await tryTo("join", { user, channel: channel.id });
    if (told) await readScreens();
    setJoining("");
    if (!told) return;
    joined();
    goTo({ channel: channel.id, tab: "messages" });
  };
  const look = (channel: Channel) => {
    joined();
    goTo({ channel: channel.id, tab: "messages" });
  };
  const guest = people.find((each) => each.id === user)?.is_guest;
  return (
    <Dialog title="Browse channels" open={open} close={close}>
      {joinable.length === 0 && (
        <p className={styles.empty}>
          {guest
            ? "Guests are invited to channels; they cannot join one by themselves."
            : "You have joined every public channel."}
        </p>
      )}
      <ul className={styles.list}>
        {joinable.map((each) => (
          <li key={each.id} className={styles.row}>
            <Hash size={18} aria-hidden="true" />
            <div className={styles.words}>
              <strong>{each.name}</strong>
              <span className={styles.more}>{countOf(each)}</span>
            </div>
            <button type="button" className={buttons.plain} onClick={() => look(each)}>
              View<span className="visually-hidden"> #{each.name}</span>
            </button>
            <button
              type="button"
              className={`${buttons.go} ${styles.join}`}
              disabled={joining === each.id}
              onClick={() => join(each)}
            >
              Join<span className="visually-hidden"> #{each.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function countOf({ members }: Channel): string {
  return members.length === 1 ? "1 member" : `${members.length} members`;
}
