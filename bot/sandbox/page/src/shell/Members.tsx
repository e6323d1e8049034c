/** Who is in a channel. */

import { useScreen } from "../sandbox/ScreenContext";
import type { Channel } from "../sandbox/types";
import buttons from "../style/buttons.module.css";
import { Avatar } from "./Avatar";
import { Dialog } from "./Dialog";
import { writeTo } from "./destinations";
import styles from "./Members.module.css";
import { nameWithRole } from "./naming";

interface Given {
  channel: Channel;
  title: string;
  open: boolean;
  close(): void;
}

export function Members({ channel, title, open, close }: Given) {
  const { people, user, app } = useScreen();
  const inside = people.filter((each) => channel.members.includes(each.id));
  return (
    <Dialog title={title} open={open} close={close}>
      <ul className={styles.list}>
        {inside.map((each) => (
          <li key={each.id} className={styles.row}>
            <Avatar person={each.id} name={each.is_bot ? app.name : each.real_name} size={32} />
            <span className={styles.name}>
              {each.is_bot ? `${app.name} (app)` : nameWithRole(each)}
              {each.id === user && " – you"}
            </span>
            {!each.is_bot && each.id !== user && (
              <button
                type="button"
                className={buttons.plain}
                onClick={() => {
                  close();
                  writeTo(user, each.id);
                }}
              >
                Message<span className="visually-hidden"> {each.real_name}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
