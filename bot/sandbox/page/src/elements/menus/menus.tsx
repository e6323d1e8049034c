/** The menus of Block Kit: of one choice or several, from options, the app, people or channels. */

import { useMemo } from "react";
import { useScreen } from "../../sandbox/ScreenContext";
import type { ElementProps } from "../ElementView";
import { useNaming } from "../named";
import { Combobox } from "./Combobox";
import {
  type ChoiceGroup,
  channelsOf,
  conversationsOf,
  filtered,
  groupsOf,
  peopleOf,
} from "./choices";
import { useChosen } from "./useChosen";
import { useOffers } from "./useOffers";
import { useTyping } from "./useTyping";

const NOTHING: ChoiceGroup[] = [];

/** A menu whose choices the page knows. */
function Local({ block, element, groups }: ElementProps & { groups: ChoiceGroup[] }) {
  const several = element.type.startsWith("multi_");
  const naming = useNaming(block, element);
  const typing = useTyping();
  const chosen = useChosen(block, element, { several, known: groups });
  const few = groups.reduce((sum, each) => sum + each.choices.length, 0);
  const found = { state: "ready" as const, groups: filtered(groups, typing.typed ?? ""), few };
  return <Combobox {...{ element, naming, several, chosen, typing, found }} />;
}

export function StaticMenu({ block, element }: ElementProps) {
  return <Local block={block} element={element} groups={groupsOf(element)} />;
}

export function PeopleMenu({ block, element }: ElementProps) {
  const screen = useScreen();
  const groups = useMemo(() => peopleOf(screen), [screen]);
  return <Local block={block} element={element} groups={groups} />;
}

export function ChannelsMenu({ block, element }: ElementProps) {
  const screen = useScreen();
  const groups = useMemo(() => channelsOf(screen), [screen]);
  return <Local block={block} element={element} groups={groups} />;
}

export function ConversationsMenu({ block, element }: ElementProps) {
  const screen = useScreen();
  const groups = useMemo(() => conversationsOf(screen, element.filter), [screen, element.filter]);
  return <Local block={block} element={element} groups={groups} />;
}

/** A menu whose choices the app suggests for what is typed. */
export function ExternalMenu({ block, element }: ElementProps) {
  const several = element.type.startsWith("multi_");
  const naming = useNaming(block, element);
  const typing = useTyping();
  const chosen = useChosen(block, element, { several, known: NOTHING });
  const offers = useOffers(block, element, typing.typed ?? "", typing.open);
  const found = { ...offers, few: Number.POSITIVE_INFINITY };
  return <Combobox {...{ element, naming, several, chosen, typing, found }} />;
}
