/** Whose eyes the page has. */

import { useId } from "react";
import { APP, goTo, usePlace } from "../sandbox/place";
import { prepare, usePeople } from "../sandbox/queries";
import { useScreen } from "../sandbox/ScreenContext";
import { Avatar } from "./Avatar";
import { findChannel, nameOf, nameWithRole } from "./naming";
import styles from "./PersonSwitcher.module.css";

/** Keeps the conversation where the other one sees it too; the app's own becomes theirs. */
export function PersonSwitcher({ chosen }: { chosen(): void }) {
  const id = useId();
  const screen = useScreen();
  const place = usePlace();
  const workspaces = usePeople();
  const choose = async (user: string) => {
    chosen();
    await prepare(user);
    const own = findChannel(screen, place.channel)?.kind === "app_dm";
    goTo({ user, channel: own ? APP : place.channel });
  };
  return (
    <div className={styles.switcher}>
      <Avatar person={screen.user} name={nameOf(screen, screen.user)} size={36} />
      <div className={styles.choice}>
        <label htmlFor={id} className={styles.label}>
          You are
        </label>
        <select
          id={id}
          className={styles.select}
          value={screen.user}
          onChange={(event) => choose(event.target.value)}
        >
          {workspaces.map((workspace) => (
            <optgroup key={workspace.id} label={workspace.name}>
              {workspace.people.map((person) => (
                <option key={person.id} value={person.id}>
                  {nameWithRole(person)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </div>
    </div>
  );
}
