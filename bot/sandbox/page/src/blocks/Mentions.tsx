/** People, channels and groups that a text names, as the person who looks knows them. */

import { addressOf } from "../sandbox/place";
import { usePerson, useScreen } from "../sandbox/ScreenContext";
import styles from "./Mentions.module.css";

export function UserMention({ id, label = "" }: { id: string; label?: string }) {
  const me = useScreen().user === id;
  const person = usePerson(id);
  const name = person?.real_name || person?.name || label.replace(/^@/, "") || id;
  return <span className={`${styles.mention} ${me ? styles.mine : ""}`}>@{name}</span>;
}

export function ChannelMention({ id, label = "" }: { id: string; label?: string }) {
  const { channels, joinable } = useScreen();
  const channel = [...channels, ...joinable].find((each) => each.id === id);
  if (!channel) return <span className={styles.mention}>#{label || "private channel"}</span>;
  return (
    <a className={styles.mention} href={addressOf({ channel: id, tab: "messages" })}>
      #{channel.name}
    </a>
  );
}

export function GroupMention({ id, label = "" }: { id: string; label?: string }) {
  const group = useScreen().usergroups.find((each) => each.id === id);
  const handle = group?.handle ?? (label.replace(/^@/, "") || id);
  return (
    <span className={styles.mention} title={group?.name}>
      @{handle}
    </span>
  );
}

export function Broadcast({ range }: { range: string }) {
  return <span className={`${styles.mention} ${styles.mine}`}>@{range}</span>;
}
