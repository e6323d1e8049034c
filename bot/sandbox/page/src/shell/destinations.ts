/** All that a person can go to, by name. */

import { tryTo } from "../sandbox/control";
import { goTo } from "../sandbox/place";
import { readScreens } from "../sandbox/queries";
import type { Channel, Json, Person, Screen } from "../sandbox/types";
import { channelName, nameWithRole } from "./naming";

export interface Destination {
  key: string;
  name: string;
  /** What kind of place it is, where the name does not say it. */
  more: string;
  isPrivate: boolean;
  /** A person to write to. */
  person: boolean;
  avatar: string | null;
  go(): void;
}

/** Conversations, then people without one, then channels to join. */
export function destinations(screen: Screen): Destination[] {
  const partners = new Set(screen.channels.map((each) => each.with));
  const people = screen.people.filter(
    (each) => !each.is_bot && each.id !== screen.user && !partners.has(each.id),
  );
  return [
    ...screen.channels.map((each) => conversation(screen, each)),
    ...people.map((each) => stranger(screen, each)),
    ...screen.joinable.map((each) => ({
      ...conversation(screen, each),
      more: "You have not joined",
    })),
  ];
}

function conversation(screen: Screen, channel: Channel): Destination {
  const own = channel.kind === "app_dm";
  return {
    key: channel.id,
    name: channelName(screen, channel),
    more: own ? "App" : "",
    isPrivate: channel.kind === "private",
    person: channel.kind === "dm",
    avatar: channel.with ?? null,
    go: () => openChannel(screen, channel),
  };
}

function stranger(screen: Screen, person: Person): Destination {
  return {
    key: person.id,
    name: nameWithRole(person),
    more: "",
    isPrivate: false,
    person: true,
    avatar: person.id,
    go: () => writeTo(screen.user, person.id),
  };
}

/** The app's conversation opens at its Home tab, if it has one and nothing new waits to be read. */
export function openChannel(screen: Screen, channel: Channel): void {
  const home = channel.kind === "app_dm" && screen.app.home_tab && channel.unread === 0;
  goTo({ channel: channel.id, tab: home ? "home" : "messages" });
}

/** Opens the conversation with somebody and goes there. */
export async function writeTo(user: string, other: string): Promise<void> {
  const told = await tryTo<Json & { channel: string }>("direct", { user, with: other });
  if (!told) return;
  // else the page would not know the channel it is to show
  await readScreens();
  goTo({ channel: told.channel, tab: "messages" });
}
