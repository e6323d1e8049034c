/** A menu with type-ahead, for one choice or several, that a keyboard can drive. */

import { fill, freshId, iconButton, make } from "./dom.js";

const PAUSE = 180;

/**
 * `load(query)` answers groups `[{label, items: [{value, label, description}]}]`;
 * `changed(items)` is called with everything chosen.
 */
export class Combobox {
  constructor({ name, title, id, placeholder, multiple, most, chosen, least, load, changed, describedBy }) {
    Object.assign(
      this,
      { multiple, most, chosen, least, load, changed, active: -1, items: [], asked: 0 },
    );
    this.list = make(
      "div",
      {
        class: "listbox",
        role: "listbox",
        id: freshId("list"),
        hidden: true,
        "aria-label": title || name,
      },
    );
    this.input = make("input", {
      type: "text", role: "combobox", id, autocomplete: "off", placeholder, "aria-label": name,
      "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": this.list.id, "aria-describedby": describedBy,
      on: {
        focus: () => this.input.select(), click: () => this.clicked(), input: () => this.typed(),
        keydown: (event) => this.key(event), blur: () => this.close(),
      },
    });
    this.chips = make("span", { class: "chips" });
    this.node = make("div", { class: "combobox" }, this.chips, this.input, this.list);
    this.show();
  }

  show() {
    if (!this.multiple) {
      this.input.value = this.chosen[0]?.label || "";
      return;
    }
    this.input.value = "";
    fill(
      this.chips,
      this.chosen.map(
        (item) => make(
          "span",
          { class: "chip" },
          item.label,
          iconButton("×", `Remove ${item.label}`, () => this.drop(item)),
        ),
      ),
    );
  }

  async open(query) {
    if (!this.list.hidden && query === this.query) return;
    this.query = query;
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    if (query.length < this.least) {
      this.tell(query ? "Keep typing to search" : "Type to search");
      return;
    }
    this.asked += 1;
    const turn = this.asked;
    this.tell("Loading…");
    const groups = await this.load(query).catch(() => null);
    if (turn !== this.asked || this.list.hidden) return;
    this.draw(groups);
  }

  /** What is chosen is marked, so that typing replaces it. */
  clicked() {
    if (!this.list.hidden) return;
    this.input.select();
    this.open("");
  }

  typed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.open(this.input.value.trim()), PAUSE);
  }

  tell(words) {
    this.items = [];
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    fill(this.list, make("p", { class: "hint" }, words));
  }

  draw(groups) {
    if (!groups) return this.tell("The options could not be loaded");
    this.tell("No results");
    if (!groups.some((group) => group.items.length)) return undefined;
    fill(
      this.list,
      groups.map(
        (group) => [
          group.label && make("p", { class: "group" }, group.label),
          group.items.map((item) => this.row(item)),
        ],
      ),
    );
    return this.mark(0);
  }

  row(item) {
    const chosen = this.chosen.some((each) => each.value === item.value);
    const node = make(
      "div",
      {
        class: "option",
        role: "option",
        id: freshId("option"),
        "aria-selected": String(chosen),
        on: { mousedown: (event) => { event.preventDefault(); this.pick(item); } },
      },
      make("span", {}, item.label),
      item.description && make("small", {}, item.description),
    );
    this.items.push({ item, node });
    return node;
  }

  mark(index) {
    if (!this.items.length) return;
    this.items[this.active]?.node.classList.remove("active");
    this.active = (index + this.items.length) % this.items.length;
    const { node } = this.items[this.active];
    node.classList.add("active");
    node.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", node.id);
  }

  key(event) {
    const open = !this.list.hidden;
    if (event.key === "ArrowDown") open ? this.mark(this.active + 1) : this.open("");
    else if (event.key === "ArrowUp") this.mark(this.active - 1);
    else if (event.key === "Enter" && open && this.items[this.active]) this.pick(
      this.items[this.active].item,
    );
    else if (event.key === "Escape" && open) this.close();
    else if (event.key === "Backspace" && this.multiple && !this.input.value) this.drop(
      this.chosen.at(-1),
    );
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  pick(item) {
    if (!this.multiple) this.chosen = [item];
    else if (this.chosen.some((each) => each.value === item.value)) return this.drop(item);
    else if (!this.most || this.chosen.length < this.most) this.chosen = [...this.chosen, item];
    this.close();
    return this.changed(this.chosen);
  }

  drop(item) {
    if (!item) return;
    this.chosen = this.chosen.filter((each) => each.value !== item.value);
    this.close();
    this.changed(this.chosen);
  }

  close() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.list.hidden = true;
    this.query = undefined;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.show();
  }
}
