/** The stack of modals: the top one is open, those below wait. */

import { act } from "./api.js";
import { blocks } from "./blocks.js";
import { busy, button, fill, freshId, iconButton, make } from "./dom.js";
import { plain } from "./mrkdwn.js";
import { Surface } from "./surface.js";

const UNTIL_CHOSEN = 300;

const surfaces = new Map();
let open = null;
let later = null;

/** Shows what the screen says is open; an unchanged modal is left alone. */
export function showModals(screen, channels) {
  clearTimeout(later);
  const top = screen.modals.at(-1);
  const alive = new Set(screen.modals.map((view) => view.id));
  for (const id of surfaces.keys()) if (!alive.has(id)) surfaces.delete(id);
  if (!top) return shut();
  const sign = JSON.stringify([top.id, top.hash, top.blocks, top.errors, screen.modals.length]);
  if (open?.sign === sign) return undefined;
  if (open?.view.id === top.id && isChoosing(open.dialog)) {
    later = setTimeout(() => showModals(screen, channels), UNTIL_CHOSEN);
    return undefined;
  }
  return show(top, { screen, channels, sign });
}

/** Whether a menu is open; drawing the form anew would shut it and lose what is typed there. */
function isChoosing(dialog) {
  return Boolean(dialog.querySelector("[role=listbox]:not([hidden])"));
}

function shut() {
  if (!open) return;
  open.dialog.close();
  open.dialog.remove();
  open = null;
}

function surfaceFor(view, screen, channels) {
  if (!surfaces.has(view.id)) {
    const target = { view_id: view.id };
    surfaces.set(
      view.id,
      new Surface({ user: screen.user, workspace: screen.workspace, target, channels }),
    );
  }
  const surface = surfaces.get(view.id);
  surface.values = view.state?.values ?? view.state ?? {};
  return surface;
}

function show(view, { screen, channels, sign }) {
  const surface = surfaceFor(view, screen, channels);
  const same = open?.view.id === view.id;
  const focus = same ? focusKey(open.dialog) : null;
  const scrolled = same ? open.dialog.querySelector(".dialog-body").scrollTop : 0;
  if (!same) {
    shut();
    open = { dialog: frame() };
    document.getElementById("dialogs").append(open.dialog);
    open.dialog.showModal();
  }
  Object.assign(open, { view, sign });
  draw(open.dialog, view, surface, screen.modals.length);
  open.dialog.querySelector(".dialog-body").scrollTop = scrolled;
  settle(open.dialog, { view, focus, same });
}

function frame() {
  const dialog = make("dialog", { class: "dialog modal", role: "dialog" });
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    leave(true);
  });
  return dialog;
}

function leave(clear) {
  const { view } = open;
  const surface = surfaces.get(view.id);
  return act(
    "/sandbox/close",
    { user: surface.user, view_id: view.id, ...(clear ? { clear: true } : {}) },
  );
}

function draw(dialog, view, surface, depth) {
  const title = make("h2", { id: freshId("title"), tabindex: "-1" }, ...plain(view.title.text));
  const form = make(
    "form",
    {
      class: "dialog-form",
      novalidate: true,
      on: { submit: (event) => submit(event, view, surface) },
    },
  );
  const known = new Set(view.blocks.map((block) => block.block_id));
  const errors = view.errors || {};
  const stray = Object.entries(errors).filter(([block]) => !known.has(block));
  dialog.setAttribute("aria-labelledby", title.id);
  fill(
    form,
    make(
      "header",
      { class: "dialog-head" },
      depth > 1 && iconButton("←", "Back", () => leave(false)),
      title,
      iconButton("×", "Close dialog", () => leave(true)),
    ),
    make(
      "div",
      { class: "dialog-body" },
      ...stray.map(([, words]) => make("p", { class: "field-error", role: "alert" }, words)),
      ...blocks(view.blocks, surface, errors),
    ),
    make(
      "footer",
      { class: "dialog-foot" },
      button(
        view.close?.text || "Close",
        () => leave(Boolean(view.clear_on_close)),
        { class: "block-button" },
      ),
      view.submit && make(
        "button",
        { type: "submit", class: "block-button primary" },
        view.submit.text,
      ),
    ),
  );
  fill(dialog, form);
}

async function submit(event, view, surface) {
  event.preventDefault();
  const sender = event.target.querySelector("button[type=submit]");
  if (!sender || sender.disabled) return;
  if (document.activeElement?.matches("input, textarea")) document.activeElement.blur();
  await busy(
    sender,
    () => act("/sandbox/submit", { user: surface.user, view_id: view.id, values: surface.typed() }),
  );
}

const FIELDS = "input, textarea, button, select";

/** Where in the form somebody is writing, so that it can be found again after drawing anew. */
function focusKey(dialog) {
  const inside = document.activeElement;
  const block = dialog.contains(inside) ? inside.closest("[data-block]") : null;
  if (!block) return null;
  const index = [...block.querySelectorAll(FIELDS)].indexOf(inside);
  return { block: block.dataset.block, index, caret: inside.selectionStart };
}

function settle(dialog, { view, focus, same }) {
  const wrong = dialog.querySelector("[aria-invalid]");
  if (wrong) point(wrong);
  else if (same && focus) restore(dialog, focus);
  else begin(dialog, view);
}

function point(wrong) {
  wrong.closest(".block").scrollIntoView({ block: "nearest" });
  if (wrong.matches("input, textarea")) wrong.focus();
}

function restore(dialog, focus) {
  const field = fieldsOf(dialog, focus.block)[focus.index];
  if (!field) return;
  field.focus();
  // an e-mail field has no caret to set, and says null
  if (Number.isInteger(focus.caret)) field.setSelectionRange(focus.caret, focus.caret);
}

function begin(dialog, view) {
  const first = view.blocks.find((block) => block.element?.focus_on_load)
    ?? view.blocks.find((block) => block.type === "input");
  const field = first && fieldsOf(dialog, first.block_id)[0];
  (field ?? dialog.querySelector("h2")).focus();
}

function fieldsOf(dialog, id) {
  const block = [...dialog.querySelectorAll("[data-block]")].find((node) => node.dataset.block === id);
  return block ? [...block.querySelectorAll(FIELDS)] : [];
}
