/** What is chosen in an element, in the form in which the page keeps it and the sandbox takes it. */

const KEYS = {
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

/** What stands in an element now: the state's value where the state knows one, else the preset. */
export function current(element, state) {
  const [key, preset] = KEYS[element.type] || [];
  if (!key) return undefined;
  if (state && key in state) return state[key] ?? undefined;
  return element[preset];
}

/** The words of a rich text value. */
export function wordsOf(value) {
  if (!value || typeof value === "string") return value || "";
  const lines = (value.elements || []).map(
    (part) => (part.elements || []).map((run) => run.text || "").join(""),
  );
  return lines.join("\n");
}

/** A moment in the browser's zone as `datetime-local` wants it. */
export function localMoment(seconds) {
  if (!seconds) return "";
  const moment = new Date(seconds * 1000);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}
