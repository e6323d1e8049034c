/** A small menu at a button, closed by choosing, by Escape and by a click elsewhere. */

import { make } from "./dom.js";

let close = () => {};

/** Opens `items` ({label, description, run}) at `anchor`. */
export function openMenu(anchor, items) {
  close();
  const rows = items.map((item) =>
    make(
      "button",
      {
        type: "button",
        role: "menuitem",
        class: "menu-item",
        on: { click: () => { close(); item.run(); } },
      },
      make("span", {}, item.label),
      item.description && make("small", {}, item.description),
    ),
  );
  const menu = make(
    "div",
    { class: "popup", role: "menu", on: { keydown: (event) => move(event, rows) } },
    ...rows,
  );
  document.body.append(menu);
  place(menu, anchor);
  const outside = (event) => {
    if (!menu.contains(event.target) && !anchor.contains(event.target)) close();
  };
  document.addEventListener("pointerdown", outside, true);
  anchor.setAttribute("aria-expanded", "true");
  close = () => {
    document.removeEventListener("pointerdown", outside, true);
    anchor.setAttribute("aria-expanded", "false");
    menu.remove();
    close = () => {};
  };
  const leave = (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
    anchor.focus();
  };
  menu.addEventListener("keydown", leave);
  rows[0]?.focus();
}

function move(event, rows) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const at = rows.indexOf(document.activeElement);
  rows[(at + step + rows.length) % rows.length].focus();
}

function place(menu, anchor) {
  const box = anchor.getBoundingClientRect();
  const { innerWidth, innerHeight } = window;
  const left = Math.max(8, Math.min(box.left, innerWidth - menu.offsetWidth - 8));
  const below = box.bottom + 4;
  const top = below + menu.offsetHeight > innerHeight ? Math.max(
    8,
    box.top - menu.offsetHeight - 4,
  ) : below;
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
}
