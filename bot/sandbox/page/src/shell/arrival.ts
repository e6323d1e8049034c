/** What an address leaves open or cannot keep: who looks, and where they look first. */

import { APP, linked, type Place } from "../sandbox/place";
import type { Channel, Person, Screen, Workspace } from "../sandbox/types";

const LAST_PERSON = "sandbox.person";

export interface Arrival {
  change: Partial<Place>;
  /** What to tell whoever came. */
  words?: string;
  /** The permalink is still to be followed. */
  keepLink?: boolean;
}

/** This window's person first, so that two windows may be two people. */
export function remember(user: string): void {
  window.sessionStorage.setItem(LAST_PERSON, user);
  window.localStorage.setItem(LAST_PERSON, user);
}

/** Where to go from an address that is not complete; null where all is well. */
export function arrival(place: Place, workspaces: Workspace[], screen?: Screen): Arrival | null {
  const people = workspaces.flatMap((each) => each.people);
  if (people.length === 0) return null;
  if (!people.some((each) => each.id === place.user)) return somebodyElse(place.user, people);
  if (screen?.user !== place.user) return null;
  return byLink(screen) ?? byChannel(place, screen);
}

function somebodyElse(user: string, people: Person[]): Arrival | null {
  const last = [window.sessionStorage, window.localStorage].map((each) =>
    each.getItem(LAST_PERSON),
  );
  const known = people.find((each) => last.includes(each.id)) ?? people[0];
  if (!known) return null;
  const words = user
    ? `Nobody here has the id ${user}, so you look as ${known.real_name} now.`
    : undefined;
  return { change: { user: known.id }, words, keepLink: true };
}

function byLink(screen: Screen): Arrival | null {
  const link = linked();
  if (!link) return null;
  if (find(screen, link.channel)) return { change: link };
  const name = screen.people.find((each) => each.id === screen.user)?.real_name ?? screen.user;
  return {
    change: { channel: firstChannel(screen) },
    words:
      `The link leads to a conversation that ${name} cannot see.` +
      " Choose another person at “You are” and open it again.",
  };
}

function byChannel(place: Place, screen: Screen): Arrival | null {
  if (find(screen, place.channel)) return null;
  const own = screen.channels.find((each) => each.kind === "app_dm");
  if (place.channel === APP && own) return { change: { channel: own.id } };
  return { change: { channel: firstChannel(screen), tab: "messages" } };
}

function find(screen: Screen, channel: string): Channel | undefined {
  return [...screen.channels, ...screen.joinable].find((each) => each.id === channel);
}

/** Where the app is and people talk, else wherever one can be. */
function firstChannel(screen: Screen): string {
  const open = screen.channels.filter((each) => each.kind === "channel" && each.bot_is_member);
  return (open.at(-1) ?? screen.channels[0])?.id ?? "";
}
