/** What a conversation is called. */

import type { Channel, Screen } from "../sandbox/types";

/** One that the person is in or may join; null for any other. */
export function channelOf(screen: Screen, id: string): Channel | null {
  return [...screen.channels, ...screen.joinable].find((each) => each.id === id) ?? null;
}

/** "#sales", "Maya Lindqvist" or the app's name. */
export function nameOf(screen: Screen, channel: Channel): string {
  if (channel.kind === "app_dm") return screen.app.name;
  if (channel.kind !== "dm") return `#${channel.name}`;
  return screen.people.find((each) => each.id === channel.with)?.real_name ?? "somebody";
}
