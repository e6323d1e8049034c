/** What stands in an element now, and what stood there at first. */

import type { Block, Element, Json } from "../sandbox/types";
import { keyOf, type Surface } from "./Surface";

/** Element type → key in `state.values`, key of its preset. */
const KEYS: Record<string, [string, string]> = {
  plain_text_input: ["value", "initial_value"],
  email_text_input: ["value", "initial_value"],
  url_text_input: ["value", "initial_value"],
  number_input: ["value", "initial_value"],
  rich_text_input: ["rich_text_value", "initial_value"],
  datepicker: ["selected_date", "initial_date"],
  timepicker: ["selected_time", "initial_time"],
  datetimepicker: ["selected_date_time", "initial_date_time"],
  static_select: ["selected_option", "initial_option"],
  external_select: ["selected_option", "initial_option"],
  radio_buttons: ["selected_option", "initial_option"],
  users_select: ["selected_user", "initial_user"],
  channels_select: ["selected_channel", "initial_channel"],
  conversations_select: ["selected_conversation", "initial_conversation"],
  file_input: ["files", "initial_files"],
  checkboxes: ["selected_options", "initial_options"],
  multi_static_select: ["selected_options", "initial_options"],
  multi_external_select: ["selected_options", "initial_options"],
  multi_users_select: ["selected_users", "initial_users"],
  multi_channels_select: ["selected_channels", "initial_channels"],
  multi_conversations_select: ["selected_conversations", "initial_conversations"],
};

/** What is typed and not yet sent, else what the sandbox knows, else the preset. */
export function standing(surface: Surface, block: Block, element: Element): unknown {
  const held = surface.held[keyOf(block, element)];
  if (held !== undefined) return held;
  const [key, preset] = KEYS[element.type] ?? ["value", "initial_value"];
  const known: Json | undefined = surface.values[block.block_id]?.[element.action_id];
  if (known && key in known) return known[key] ?? undefined;
  return element[preset];
}
