/** What menus offer, whatever it is: options, people or conversations. */

import type { Channel, Json, Option, OptionGroup, Screen, Text } from "../../sandbox/types";
import { plainly } from "../named";

export interface Choice {
  /** As the sandbox takes it: an option's value, or the id of a person or a channel. */
  key: string;
  label: string;
  /** How it is drawn where that is more than its label. */
  text?: Text;
  description?: Text;
  /** The person whose picture stands before it. */
  person?: string;
  kind?: "channel" | "private";
}

export interface ChoiceGroup {
  heading: string | null;
  choices: Choice[];
}

export function choiceOf(option: Option): Choice {
  const { value, text, description } = option;
  return { key: value, label: plainly(text), text, description };
}

/** The groups of a menu's own options, or of what an app answered. */
export function groupsOf(menu: Json): ChoiceGroup[] {
  const groups = (menu.option_groups ?? []) as OptionGroup[];
  if (groups.length > 0) {
    return groups.map((each) => ({
      heading: plainly(each.label),
      choices: each.options.map(choiceOf),
    }));
  }
  return [{ heading: null, choices: ((menu.options ?? []) as Option[]).map(choiceOf) }];
}

/** Only the choices that hold the words, accents and capitals aside. */
export function filtered(groups: ChoiceGroup[], query: string): ChoiceGroup[] {
  const words = folded(query.trim());
  if (!words) return groups;
  return groups
    .map(({ heading, choices }) => ({
      heading,
      choices: choices.filter((each) => folded(each.label).includes(words)),
    }))
    .filter((each) => each.choices.length > 0);
}

function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

export function peopleOf(screen: Screen): ChoiceGroup[] {
  const choices = screen.people.map(
    ({ id, name, real_name }): Choice => ({ key: id, label: real_name || name, person: id }),
  );
  return [{ heading: null, choices }];
}

/** Public channels, whether the person is in them or not. */
export function channelsOf(screen: Screen): ChoiceGroup[] {
  const choices = [...screen.channels, ...screen.joinable]
    .filter((each) => each.kind === "channel")
    .map((each) => conversation(screen, each));
  return [{ heading: null, choices }];
}

const KINDS: Record<Channel["kind"], string> = {
  channel: "public",
  private: "private",
  dm: "im",
  app_dm: "im",
};

/** Conversations as the element's `filter` lets them through. */
export function conversationsOf(screen: Screen, filter: Json = {}): ChoiceGroup[] {
  const kinds = filter.include as string[] | undefined;
  const choices = [...screen.channels, ...screen.joinable]
    .filter((each) => !kinds || kinds.includes(KINDS[each.kind]))
    .filter((each) => !(filter.exclude_bot_users && each.kind === "app_dm"))
    .map((each) => conversation(screen, each));
  return [{ heading: null, choices }];
}

function conversation(screen: Screen, channel: Channel): Choice {
  if (channel.kind === "app_dm") {
    return { key: channel.id, label: screen.app.name, person: screen.app.bot_user };
  }
  if (channel.kind === "dm") {
    const other = screen.people.find((each) => each.id === channel.with);
    return { key: channel.id, label: other?.real_name ?? channel.name, person: channel.with };
  }
  return { key: channel.id, label: channel.name, kind: channel.kind };
}

/** What stands in an element, as choices; ids that nobody here knows stand for themselves. */
export function chosenOf(standing: unknown, known: ChoiceGroup[]): Choice[] {
  if (standing === null || standing === undefined || standing === "") return [];
  const told = Array.isArray(standing) ? standing : [standing];
  const choices = known.flatMap((each) => each.choices);
  return told.map((each) => {
    if (typeof each === "object") return choiceOf(each as Option);
    return choices.find((one) => one.key === each) ?? { key: String(each), label: String(each) };
  });
}
