/** Select menus: static, external, people, channels and conversations, for one choice or several. */

import { Combobox } from "./combobox.js";
import { peopleOf, personName, channelName, titleOf } from "./names.js";

const MOST_SHOWN = 100;

/** A menu for a select element; `use` says what to do with a choice. */
export function menu({ element, surface, block, name, title, id, describedBy, value, use }) {
  const multiple = element.type.startsWith("multi_");
  const source = sourceOf(element.type.replace("multi_", ""), { element, surface, block });
  return new Combobox({
    name, title, id, describedBy, multiple,
    most: element.max_selected_items,
    placeholder: element.placeholder?.text || (multiple ? "Choose some" : "Choose one"),
    chosen: [value ?? []].flat().map(source.item),
    least: element.type.endsWith("external_select") ? element.min_query_length ?? 3 : 0,
    load: source.load,
    changed: (items) => use(multiple ? items.map((item) => item.value) : items[0]?.value),
  }).node;
}

function sourceOf(kind, { element, surface, block }) {
  switch (kind) {
    case "static_select":
      return { item: fromOption, load: async (query) => matching(groupsOf(element), query) };
    case "external_select":
      return {
        item: fromOption,
        load: async (query) => groupsOf(await surface.options(block, element, query)),
      };
    case "users_select":
      return {
        item: (id) => ({ value: id, label: personName(id) }),
        load: async (query) => matching([people(surface)], query),
      };
    default:
      return {
        item: (id) => ({ value: id, label: channelName(id) }),
        load: async (query) => matching([places(surface, kind)], query),
      };
  }
}

function fromOption(option) {
  return { value: option.value, label: option.text.text, description: option.description?.text };
}

/** Options in groups, or all in one group without a name. */
function groupsOf({ option_groups: groups, options }) {
  if (groups?.length) return groups.map(
    (group) => ({ label: group.label.text, items: group.options.map(fromOption) }),
  );
  return [{ label: "", items: (options || []).map(fromOption) }];
}

function people(surface) {
  return {
    label: "",
    items: peopleOf(surface.workspace).map(
      (each) => ({ value: each.id, label: each.real_name || each.name }),
    ),
  };
}

function places(surface, kind) {
  const wanted = surface.channels().filter(
    (channel) => kind === "conversations_select" || channel.kind === "channel",
  );
  return {
    label: "",
    items: wanted.map((channel) => ({ value: channel.id, label: titleOf(channel) })),
  };
}

function matching(groups, query) {
  const wanted = query.toLowerCase();
  return groups
    .map(
      (group) => (
        {
          ...group,
          items: group.items.filter(
            (item) => item.label.toLowerCase().includes(wanted),
          ).slice(0, MOST_SHOWN),
        }
      ),
    )
    .filter((group) => group.items.length);
}
