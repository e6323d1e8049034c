/** What the composer offers for the word that is being typed. */

import type { Channel, Command, Person, Screen } from "../../sandbox/types";
import { found as foundEmoji } from "../toolbar/EmojiPopover";

export interface Suggestion {
  key: string;
  label: string;
  /** A picture or sign before the label. */
  sign: string;
  detail: string;
  /** What comes in place of the word. */
  insert: string;
  person?: string;
}

export interface Offered {
  kind: "Commands" | "People" | "Channels" | "Emoji";
  /** Where the word begins. */
  start: number;
  suggestions: Suggestion[];
}

const MOST = 8;
const EVERYONE: Suggestion[] = [
  { key: "here", label: "@here", sign: "@", detail: "Everyone who is active", insert: "@here " },
  {
    key: "channel",
    label: "@channel",
    sign: "@",
    detail: "Everyone in this channel",
    insert: "@channel ",
  },
];

/** For the words before the caret; null where nothing is to be offered. */
export function offered(before: string, screen: Screen): Offered | null {
  const command = /^\/\S*$/.exec(before);
  if (command) return some("Commands", 0, commands(command[0], screen.commands));
  const word = /(?:^|[\s(*_~])([@#:])([\p{L}\p{N}._+-]*)$/u.exec(before);
  const [, sign = "", typed = ""] = word ?? [];
  const start = before.length - typed.length - 1;
  const wanted = typed.toLowerCase();
  if (sign === "@") return some("People", start, people(wanted, screen));
  if (sign === "#") return some("Channels", start, channels(wanted, screen));
  if (sign === ":" && typed.length > 1) return some("Emoji", start, emoji(wanted));
  return null;
}

function some(kind: Offered["kind"], start: number, suggestions: Suggestion[]): Offered | null {
  return suggestions.length > 0 ? { kind, start, suggestions: suggestions.slice(0, MOST) } : null;
}

function commands(typed: string, known: Command[]): Suggestion[] {
  const wanted = typed.toLowerCase();
  return known
    .filter((each) => each.command.startsWith(wanted))
    .map((each) => ({
      key: each.command,
      label: each.command,
      sign: "/",
      detail: [each.usage_hint, each.description].filter(Boolean).join(" — "),
      insert: `${each.command} `,
    }));
}

function people(wanted: string, screen: Screen): Suggestion[] {
  const groups = screen.usergroups
    .filter((each) => holds(`${each.handle} ${each.name}`, wanted))
    .map((each) => ({
      key: each.id,
      label: `@${each.handle}`,
      sign: "@",
      detail: each.name,
      insert: `@${each.handle} `,
    }));
  const everyone = EVERYONE.filter((each) => holds(each.key, wanted));
  return [
    ...screen.people.filter((each) => named(each, wanted)).map(asOne),
    ...groups,
    ...everyone,
  ];
}

function named(person: Person, wanted: string): boolean {
  return holds(`${person.name} ${person.real_name}`, wanted);
}

function asOne(person: Person): Suggestion {
  return {
    key: person.id,
    label: person.real_name,
    sign: "",
    detail: `@${person.name}`,
    insert: `@${person.name} `,
    person: person.id,
  };
}

function channels(wanted: string, screen: Screen): Suggestion[] {
  return [...screen.channels, ...screen.joinable]
    .filter((each) => !isDirect(each) && holds(each.name, wanted))
    .map((each) => ({
      key: each.id,
      label: each.name,
      sign: "#",
      detail: each.topic,
      insert: `#${each.name} `,
    }));
}

function isDirect(channel: Channel): boolean {
  return channel.kind === "dm" || channel.kind === "app_dm";
}

function emoji(wanted: string): Suggestion[] {
  return foundEmoji(wanted, MOST).map(({ id, character }) => ({
    key: id,
    label: `:${id}:`,
    sign: character,
    detail: "",
    insert: `:${id}: `,
  }));
}

/** Whether a word of the name begins with what was typed. */
function holds(name: string, wanted: string): boolean {
  return name
    .toLowerCase()
    .split(/[\s._-]+/)
    .concat(name.toLowerCase())
    .some((each) => each.startsWith(wanted));
}
