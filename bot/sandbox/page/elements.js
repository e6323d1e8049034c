/** Elements in sections and actions: buttons, overflow menus, and inputs that answer at once. */

import { confirmed } from "./dialogs.js";
import { busy, freshId, iconButton, make } from "./dom.js";
import { holdsValue, input } from "./inputs.js";
import { emojiNode, textObject } from "./mrkdwn.js";
import { openMenu } from "./popup.js";

/** The node for an interactive element; `name` is what stands beside it, for screen readers. */
export function interactive(element, block, surface, name = "") {
  if (element.type === "button" || element.type === "workflow_button") return pressable(
    element,
    block,
    surface,
  );
  if (element.type === "icon_button") return icon(element, block, surface);
  if (element.type === "feedback_buttons") return feedback(element, block, surface);
  if (element.type === "overflow") return overflow(element, block, surface, name);
  if (holdsValue(element)) return standing(element, block, surface, name);
  return make("em", { class: "unknown" }, `The page cannot show a ${element.type}.`);
}

async function press(node, element, block, surface, value) {
  if (element.confirm && !(await confirmed(element.confirm))) return;
  await busy(node, () => surface.press(block, element, value));
}

function pressable(element, block, surface) {
  const node = make(
    "button",
    {
      type: "button", class: `block-button ${element.style || ""}`, "aria-label": element.accessibility_label,
      "data-action": element.action_id,
      on: {
        click: () => {
          if (element.url) window.open(element.url, "_blank", "noopener");
          return press(node, element, block, surface, element.value);
        },
      },
    },
    ...textObject(element.text),
  );
  return node;
}

function icon(element, block, surface) {
  const node = iconButton(
    "🗑",
    element.accessibility_label || element.text.text,
    () => press(node, element, block, surface, element.value),
  );
  return node;
}

function feedback(element, block, surface) {
  const one = (choice, name) => {
    const node = make(
      "button",
      {
        type: "button",
        class: "block-button",
        on: { click: () => press(node, element, block, surface, choice.value) },
      },
      emojiNode(name),
      " ",
      choice.text.text,
    );
    return node;
  };
  return make(
    "span",
    { class: "actions" },
    one(element.positive_button, "thumbsup"),
    one(element.negative_button, "thumbsdown"),
  );
}

function overflow(element, block, surface, name) {
  const choose = (option) => {
    if (option.url) window.open(option.url, "_blank", "noopener");
    return press(node, element, block, surface, option.value);
  };
  const items = element.options.map(
    (option) => (
      { label: option.text.text, description: option.description?.text, run: () => choose(option) }
    ),
  );
  const label = name ? `More actions: ${name}` : "More actions";
  const node = iconButton("⋯", label, () => openMenu(node, items), { "aria-haspopup": "menu" });
  node.classList.add("block-button");
  return node;
}

function standing(element, block, surface, name) {
  const words = element.placeholder?.text || name || element.type.replaceAll("_", " ");
  const use = async (value, { sent } = { sent: true }) => {
    if (!sent) return surface.hold(block, element, value);
    if (element.confirm && !(await confirmed(element.confirm))) return undefined;
    return surface.press(block, element, value);
  };
  const isMoment = /picker$/.test(element.type);
  return make(
    "span",
    { class: "standing" },
    isMoment && make("span", { class: "caption", "aria-hidden": "true" }, words),
    input(
      {
        element,
        block,
        surface,
        name: words,
        id: freshId("field"),
        state: surface.state(block, element),
        dispatches: true,
        use,
      },
    ),
  );
}
