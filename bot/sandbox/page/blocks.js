/** Blocks as nodes. */

import { chart } from "./charts.js";
import { freshId, make } from "./dom.js";
import { interactive } from "./elements.js";
import { input } from "./inputs.js";
import { plain, textObject } from "./mrkdwn.js";
import { addressOf, picture } from "./pictures.js";
import { markdown, richText } from "./rich_text.js";
import { dataTable, table } from "./tables.js";

const SIGNS = { info: "ℹ️", warning: "⚠️", error: "⛔", success: "✅", default: "💬" };
const STATES = { pending: "○", in_progress: "◐", complete: "●", error: "⛔" };

/** Nodes for a list of blocks; `errors` are sentences by block id. */
export function blocks(list, surface, errors = {}) {
  return list.map(
    (each) => make(
      "div",
      { class: `block ${each.type}`, "data-block": each.block_id },
      block(each, surface, errors),
    ),
  );
}

function block(each, surface, errors) {
  const maker = MAKERS[each.type];
  return maker ? maker(each, surface, errors) : make(
    "em",
    { class: "unknown" },
    `The page cannot show a ${each.type} block.`,
  );
}

const MAKERS = {
  section,
  context,
  actions,
  input: inputBlock,
  image: imageBlock,
  container,
  card,
  alert,
  divider: () => make("hr"),
  header: (each) => make("h3", {}, ...plain(each.text.text)),
  rich_text: richText,
  markdown: (each) => markdown(each.text),
  table,
  data_table: dataTable,
  data_visualization: chart,
  context_actions: actions,
  carousel: (each, surface) => make(
    "div",
    { class: "carousel" },
    ...each.elements.map((one) => card(one, surface)),
  ),
  task_card: task,
  plan: (each) => make("div", {}, make("strong", {}, each.title), ...(each.tasks || []).map(task)),
  video: (each) => make(
    "a",
    { href: each.video_url, target: "_blank", rel: "noopener noreferrer" },
    `▶ ${each.title.text}`,
  ),
  file: (each) => make("em", {}, `File ${each.external_id}`),
};

function section(each, surface) {
  const body = make("div", { class: "section-body" });
  if (each.text) body.append(make("div", {}, ...textObject(each.text)));
  if (each.fields) body.append(
    make(
      "div",
      { class: "fields" },
      ...each.fields.map((field) => make("div", {}, ...textObject(field))),
    ),
  );
  if (!each.accessory) return body;
  const beside = each.accessory.type === "image" ? element(each.accessory, surface) : interactive(
    each.accessory,
    each,
    surface,
    firstLine(body),
  );
  return [body, make("div", { class: "accessory" }, beside)];
}

function firstLine(node) {
  return node.textContent.trim().slice(0, 60);
}

function element(image, surface) {
  return picture(addressOf(image, surface), image.alt_text);
}

function context(each, surface) {
  const part = (one) => (
    one.type === "image" ? element(one, surface) : make("span", {}, ...textObject(one))
  );
  return make("div", { class: "context-parts" }, ...each.elements.map(part));
}

function actions(each, surface) {
  return make(
    "div",
    { class: "actions" },
    ...each.elements.map((one) => interactive(one, each, surface)),
  );
}

function imageBlock(each, surface) {
  return make(
    "figure",
    {},
    each.title && make("figcaption", {}, ...plain(each.title.text)),
    element(each, surface),
  );
}

function inputBlock(each, surface, errors) {
  const id = freshId("input");
  const error = errors[each.block_id];
  const about = [
    each.hint && `${id}-hint`,
    error && `${id}-error`,
  ].filter(Boolean).join(" ") || null;
  const name = each.label.text;
  const dispatches = Boolean(each.dispatch_action);
  const use = (value, { sent } = { sent: true }) =>
    sent ? surface.put(each, each.element, value) : surface.hold(each, each.element, value);
  const state = surface.state(each, each.element);
  const node = input(
    {
      element: each.element,
      block: each,
      surface,
      id,
      name: null,
      title: name,
      describedBy: about,
      state,
      dispatches,
      use,
    },
  );
  labelled(node, id, name, { error, required: !each.optional });
  return [
    make(
      "label",
      { for: id },
      ...plain(name),
      each.optional && make("span", { class: "optional" }, " (optional)"),
    ),
    node,
    each.hint && make("p", { class: "hint", id: `${id}-hint` }, ...plain(each.hint.text)),
    error && make("p", { class: "field-error", id: `${id}-error`, role: "alert" }, error),
  ];
}

function labelled(node, id, name, { error, required }) {
  const field = node.matches("input, textarea") ? node : node.querySelector(`#${id}`);
  if (!field) node.setAttribute("aria-label", name);
  const told = field || node;
  if (error) told.setAttribute("aria-invalid", "true");
  if (required && field) field.setAttribute("aria-required", "true");
}

function container(each, surface, errors) {
  const title = each.title ? plain(each.title.text) : richText(each.rich_text_title);
  const children = blocks(each.child_blocks, surface, errors);
  if (!each.is_collapsible) return make(
    "section",
    { class: "box" },
    make("strong", {}, title),
    ...children,
  );
  return make(
    "details",
    { class: "box", open: !each.default_collapsed },
    make("summary", {}, title),
    ...children,
  );
}

function card(each, surface) {
  return make(
    "article",
    { class: "box" },
    each.hero_image && element(each.hero_image, surface),
    each.title && make("strong", {}, ...textObject(each.title)),
    each.subtitle && make("p", { class: "hint" }, ...textObject(each.subtitle)),
    each.body && make("p", {}, ...textObject(each.body)),
    each.actions && make(
      "div",
      { class: "actions" },
      ...each.actions.map((one) => interactive(one, each, surface)),
    ),
  );
}

function alert(each) {
  const level = each.level || "default";
  return make(
    "div",
    { class: `alert ${level}`, role: "note" },
    `${SIGNS[level]} `,
    ...textObject(each.text),
  );
}

function task(each) {
  return make(
    "div",
    { class: "box" },
    `${STATES[each.status] || "○"} ${each.title}`,
    each.details && richText(each.details),
    each.output && richText(each.output),
  );
}
