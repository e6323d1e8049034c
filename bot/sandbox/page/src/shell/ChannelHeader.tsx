/** The head of a conversation: what it is called, what it is about, who is in it. */

import { Hash, Lock, Users } from "lucide-react";
import { useState } from "react";
import { useScreen } from "../sandbox/ScreenContext";
import type { Channel } from "../sandbox/types";
import { Avatar } from "./Avatar";
import styles from "./ChannelHeader.module.css";
import { Members } from "./Members";
import { channelName } from "./naming";

export function ChannelHeader({ channel }: { channel: Channel }) {
  const screen = useScreen();
  const name = channelName(screen, channel);
  return (
    <header className={styles.header}>
      <h1 className={styles.name}>
        <Sign channel={channel} name={name} />
        <span className={styles.words}>{name}</span>
        {channel.kind === "app_dm" && <span className={styles.app}>App</span>}
      </h1>
      {channel.topic && (
        <p className={styles.topic} title={channel.topic}>
          {channel.topic}
        </p>
      )}
      {!channel.with && !channel.bot_is_member && (
        <p className={styles.absent}>{screen.app.name} is not in this channel</p>
      )}
      {!channel.with && <MembersButton channel={channel} />}
    </header>
  );
}

function MembersButton({ channel }: { channel: Channel }) {
  const [open, setOpen] = useState(false);
  const count = channel.members.length;
  const words = count === 1 ? "1 member" : `${count} members`;
  return (
    <>
      <button
        type="button"
        className={styles.members}
        aria-label={words}
        title={words}
        onClick={() => setOpen(true)}
      >
        <Users size={16} aria-hidden="true" />
        {count}
      </button>
      <Members channel={channel} title={words} open={open} close={() => setOpen(false)} />
    </>
  );
}

function Sign({ channel, name }: { channel: Channel; name: string }) {
  if (channel.with) return <Avatar person={channel.with} name={name} size={24} />;
  const Icon = channel.kind === "private" ? Lock : Hash;
  return <Icon size={18} aria-hidden="true" className={styles.sign} />;
}
