/** One conversation in the sidebar. */

import { Hash, Lock } from "lucide-react";
import type { Channel } from "../sandbox/types";
import { Avatar } from "./Avatar";
import styles from "./SidebarEntry.module.css";

interface Given {
  channel: Channel;
  name: string;
  current: boolean;
  choose(): void;
}

export function SidebarEntry({ channel, name, current, choose }: Given) {
  const unread = channel.unread > 0;
  return (
    <button
      type="button"
      className={unread ? `${styles.entry} ${styles.unread}` : styles.entry}
      aria-current={current ? "page" : undefined}
      aria-label={unread ? `${name}, ${channel.unread} unread` : undefined}
      title={name}
      onClick={choose}
    >
      <Sign channel={channel} name={name} />
      <span className={styles.name}>{name}</span>
      {channel.kind === "app_dm" && <span className={styles.app}>App</span>}
      {unread && (
        <span className={styles.badge} aria-hidden="true">
          {channel.unread}
        </span>
      )}
    </button>
  );
}

function Sign({ channel, name }: { channel: Channel; name: string }) {
  if (channel.with) return <Avatar person={channel.with} name={name} size={20} />;
  const Icon = channel.kind === "private" ? Lock : Hash;
  return <Icon size={16} className={styles.sign} aria-hidden="true" />;
}
