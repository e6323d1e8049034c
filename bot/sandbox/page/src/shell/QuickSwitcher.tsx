/** Ctrl+K: goes to a channel, a person or the app by a few letters of its name. */

import { Hash, Lock } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import {
  Autocomplete,
  Input,
  ListBox,
  ListBoxItem,
  TextField,
  useFilter,
} from "react-aria-components";
import { useScreen } from "../sandbox/ScreenContext";
import { Avatar } from "./Avatar";
import { Dialog } from "./Dialog";
import { type Destination, destinations } from "./destinations";
import styles from "./QuickSwitcher.module.css";

/** Everything, or only people to write to. */
export type Reach = "all" | "people";

let opened: Reach | null = null;
const listeners = new Set<() => void>();

export function openSwitcher(next: Reach | null): void {
  opened = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function QuickSwitcher() {
  const reach = useSyncExternalStore(subscribe, () => opened);
  const busy = useScreen().modals.length > 0;
  useEffect(() => {
    // a form of the app is not to be covered while it is filled in
    if (busy) return;
    const pressed = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      openSwitcher("all");
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [busy]);
  return (
    <Dialog
      title={reach === "people" ? "New message" : "Go to"}
      open={reach !== null}
      close={() => openSwitcher(null)}
    >
      <Search reach={reach ?? "all"} />
    </Dialog>
  );
}

function Search({ reach }: { reach: Reach }) {
  const screen = useScreen();
  const { contains } = useFilter({ sensitivity: "base" });
  const found = destinations(screen).filter((each) => reach === "all" || each.person);
  const choose = (key: string | number) => {
    openSwitcher(null);
    found.find((each) => each.key === key)?.go();
  };
  const asked = reach === "people" ? "Name of a person" : "Name of a channel or a person";
  return (
    <Autocomplete filter={contains}>
      <TextField aria-label={asked} autoFocus>
        <Input className={styles.field ?? ""} placeholder={asked} />
      </TextField>
      <ListBox
        aria-label="Conversations"
        className={styles.list ?? ""}
        items={found}
        selectionMode="none"
        onAction={choose}
        renderEmptyState={() => <p className={styles.empty}>Nothing here has that name.</p>}
      >
        {(each: Destination) => (
          <ListBoxItem id={each.key} textValue={each.name} className={styles.item ?? ""}>
            <Sign of={each} />
            <span className={styles.name}>{each.name}</span>
            <span className={styles.more}>{each.more}</span>
          </ListBoxItem>
        )}
      </ListBox>
    </Autocomplete>
  );
}

function Sign({ of }: { of: Destination }) {
  if (of.avatar) return <Avatar person={of.avatar} name={of.name} size={20} />;
  const Icon = of.isPrivate ? Lock : Hash;
  return <Icon size={18} aria-hidden="true" />;
}
