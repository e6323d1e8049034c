/** Making elements. Text always becomes a text node, so nobody's words are ever read as HTML. */

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes, listeners (`on`) and children; null children are left out. */
export function make(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** The same for a drawing. */
export function draw(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) assign(node, name, value);
  append(node, children);
  return node;
}

function assign(node, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name === "on") {
    for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
  } else if (name === "value") {
    node.value = value;
  } else if (name === "checked" || name === "disabled" || name === "hidden" || name === "open") {
    node[name] = Boolean(value);
  } else {
    node.setAttribute(name, value === true ? "" : String(value));
  }
}

/** Adds children: nodes, texts, or lists of them. */
export function append(node, children) {
  for (const child of [children].flat(9)) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
}

/** Puts new children in the place of the old. */
export function fill(node, ...children) {
  node.replaceChildren();
  append(node, children);
}

let count = 0;

/** An id that no other element on the page has. */
export function freshId(prefix) {
  count += 1;
  return `${prefix}-${count}`;
}

/** A button that says in words what it does. */
export function button(label, onClick, attributes = {}) {
  return make("button", { type: "button", on: { click: onClick }, ...attributes }, label);
}

/** A button with a sign on it, and words for those who do not see it. */
export function iconButton(sign, label, onClick, attributes = {}) {
  const face = make("span", { "aria-hidden": "true" }, sign);
  return make(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": label,
      title: label,
      on: { click: onClick },
      ...attributes,
    },
    face,
  );
}

/** Runs a deed while its button shows that it is busy. */
export async function busy(node, deed) {
  node.setAttribute("aria-busy", "true");
  node.disabled = true;
  try {
    return await deed();
  } finally {
    node.removeAttribute("aria-busy");
    node.disabled = false;
  }
}
