/** The bar over everything: the clock, shortcuts, the tour, the inspector, the theme. */

import { Bug, Compass, Menu, Search } from "lucide-react";
import { useScreen } from "../sandbox/ScreenContext";
import { openTour, useHasTour } from "../tour/state";
import { Avatar } from "./Avatar";
import { Clock } from "./Clock";
import { setInFront, setInspecting, useInspecting } from "./inspecting";
import { nameOf } from "./naming";
import { openSwitcher } from "./QuickSwitcher";
import { ShortcutsMenu } from "./ShortcutsMenu";
import { useInspectorBehind } from "./Side";
import { ThemeMenu } from "./ThemeMenu";
import styles from "./TopBar.module.css";
import { useWorkspaceName } from "./title";

interface Given {
  drawer: boolean;
  toggleDrawer(): void;
}

export function TopBar({ drawer, toggleDrawer }: Given) {
  const hasTour = useHasTour();
  const inspecting = useInspecting();
  const behind = useInspectorBehind();
  const workspace = useWorkspaceName();
  const screen = useScreen();
  const { user } = screen;
  const name = nameOf(screen, user);
  return (
    <header className={styles.bar}>
      <button
        type="button"
        className={`${styles.button} ${styles.onPhone}`}
        aria-label="Channels and people"
        aria-expanded={drawer}
        onClick={toggleDrawer}
      >
        <Menu size={22} aria-hidden="true" />
      </button>
      <span className={styles.onPhone} title={`You are ${name}`}>
        <Avatar person={user} name={name} size={26} />
      </span>
      <Clock />
      <button type="button" className={styles.search} onClick={() => openSwitcher("all")}>
        <Search size={16} aria-hidden="true" />
        <span className={styles.words}>Go to a conversation in {workspace}</span>
      </button>
      <div className={styles.buttons}>
        <ShortcutsMenu className={styles.button ?? ""} />
        {hasTour && (
          <button
            type="button"
            className={styles.button}
            aria-label="Guided tour"
            title="Guided tour"
            onClick={openTour}
          >
            <Compass size={20} aria-hidden="true" />
          </button>
        )}
        <button
          type="button"
          className={styles.button}
          aria-label="Inspector"
          title="Inspector: what goes to the app and comes back"
          aria-pressed={inspecting && !behind}
          onClick={() => (behind ? setInFront(true) : setInspecting(!inspecting))}
        >
          <Bug size={20} aria-hidden="true" />
        </button>
        <ThemeMenu className={styles.button ?? ""} />
      </div>
    </header>
  );
}
