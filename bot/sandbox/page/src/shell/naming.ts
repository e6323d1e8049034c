/** What conversations and people are called on the page. */

import type { Channel, Person, Screen } from "../sandbox/types";

/** "sales", "Maya Lindqvist", "Dealdesk". */
export function channelName(screen: Screen, channel: Channel): string {
  if (channel.kind === "app_dm") return screen.app.name;
  if (channel.kind === "dm") return nameOf(screen, channel.with ?? "");
  return channel.name;
}

/** "#sales", but people and the app by their names. */
export function channelTitle(screen: Screen, channel: Channel): string {
  const name = channelName(screen, channel);
  return channel.with ? name : `#${name}`;
}

export function nameOf(screen: Screen, person: string): string {
  return screen.people.find((each) => each.id === person)?.real_name ?? person;
}

/** "Ana Souza (admin)". */
export function nameWithRole(person: Person): string {
  if (person.is_admin) return `${person.real_name} (admin)`;
  return person.is_guest ? `${person.real_name} (guest)` : person.real_name;
}

export function findChannel(screen: Screen, channel: string): Channel | undefined {
  return [...screen.channels, ...screen.joinable].find((each) => each.id === channel);
}
