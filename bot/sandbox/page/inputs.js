/** Elements that hold a value: texts, numbers, dates, times, lists of choices and menus. */

import { act } from "./api.js";
import { freshId, make } from "./dom.js";
import { menu } from "./menus.js";
import { textObject } from "./mrkdwn.js";
import { current, localMoment, wordsOf } from "./values.js";

const PAUSE = 300;
const TYPES = {
  email_text_input: "email",
  url_text_input: "url",
  plain_text_input: "text",
  number_input: "text",
};

/** Whether an element holds a value that stays. */
export function holdsValue(element) {
  return element.type in TYPES || element.type in MAKERS || element.type.endsWith("_select");
}

/**
 * The node for an element. `name` is what a screen reader calls it where no label does;
 * `use(value, {sent})` takes the value: `sent` false means that it is still being typed.
 */
export function input(request) {
  const { element, state } = request;
  const full = { ...request, value: current(element, state) };
  if (element.type.endsWith("_select")) return menu(full);
  return (MAKERS[element.type] || typedText)(full);
}

const MAKERS = {
  rich_text_input: typedText,
  datepicker: (request) => picker(request, "date", (value) => value || ""),
  timepicker: (request) => picker(request, "time", (value) => value || ""),
  datetimepicker: (request) => picker(request, "datetime-local", localMoment),
  checkboxes: (request) => choices(request, "checkbox"),
  radio_buttons: (request) => choices(request, "radio"),
  file_input: files,
};

function typedText({ element, id, name, describedBy, value, use, dispatches }) {
  const several = element.multiline || element.type === "rich_text_input";
  const onEnter = dispatches && !several && triggers(element).includes("on_enter_pressed");
  const onEach = dispatches && triggers(element).includes("on_character_entered");
  let timer = null;
  const take = (sent) => {
    clearTimeout(timer);
    use(node.value, { sent });
  };
  const typed = () => {
    use(node.value, { sent: false });
    clearTimeout(timer);
    if (onEach) timer = setTimeout(() => take(true), PAUSE);
  };
  const key = (event) => {
    if (event.key !== "Enter" || !onEnter) return;
    event.preventDefault();
    take(true);
  };
  const node = make(several ? "textarea" : "input", {
    type: several ? null : TYPES[element.type],
    inputmode: element.type === "number_input" ? "decimal" : null,
    rows: several ? 4 : null,
    id, "aria-label": name, "aria-describedby": describedBy,
    placeholder: element.placeholder?.text,
    maxlength: element.max_length,
    autocomplete: "off",
    value: wordsOf(value),
    on: { input: typed, change: () => !dispatches && take(true), keydown: key },
  });
  return node;
}

function triggers(element) {
  return element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
}

function picker({ element, id, name, describedBy, value, use }, type, shown) {
  const take = () => {
    if (type !== "datetime-local") return use(node.value, { sent: true });
    return node.value && use(Math.floor(new Date(node.value).getTime() / 1000), { sent: true });
  };
  const node = make("input", {
    type, id, "aria-label": name || element.placeholder?.text, "aria-describedby": describedBy,
    value: shown(value), on: { change: take },
  });
  return node;
}

function choices({ element, name, describedBy, value, use }, type) {
  const chosen = new Set([value ?? []].flat().map((option) => option.value));
  const group = freshId("choices");
  const boxes = element.options.map((option) => {
    const box = make(
      "input",
      {
        type,
        name: group,
        value: option.value,
        checked: chosen.has(option.value),
        on: { change: () => take() },
      },
    );
    const words = make(
      "span",
      {},
      ...textObject(option.text),
      option.description && make("small", {}, ...textObject(option.description)),
    );
    return { box, node: make("label", { class: "choice" }, box, words) };
  });
  const take = () => {
    const on = boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
    use(type === "radio" ? on[0] : on, { sent: true });
  };
  return make(
    "div",
    {
      class: "choices",
      role: type === "radio" ? "radiogroup" : "group",
      "aria-label": name,
      "aria-describedby": describedBy,
    },
    ...boxes.map(({ node }) => node),
  );
}

/** Files are uploaded when they are picked; the field then holds their ids. */
function files({ element, surface, id, name, describedBy, value, use }) {
  const told = make("p", { class: "hint" }, (value ?? []).map((file) => file.name).join(", "));
  const most = element.max_files ?? 10;
  const take = async () => {
    const picked = [...node.files].slice(0, most);
    const sent = await Promise.all(picked.map((file) => upload(file, surface.user)));
    told.textContent = picked.map((file) => file.name).join(", ");
    return use(sent.filter(Boolean), { sent: true });
  };
  const accept = element.filetypes?.map((kind) => `.${kind}`).join(",");
  const node = make("input", {
    type: "file", id, "aria-label": name, "aria-describedby": describedBy,
    multiple: most > 1, accept, on: { change: take },
  });
  return make("div", {}, node, told);
}

async function upload(file, user) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  const answer = await act("/sandbox/upload", { user, name: file.name, content: btoa(letters) });
  return answer?.file.id;
}
