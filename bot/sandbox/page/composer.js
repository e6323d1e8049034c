/** Where a person writes: messages, and slash commands with completion. */

import { act } from "./api.js";
import { button, fill, freshId, iconButton, make } from "./dom.js";
import { openMenu } from "./popup.js";
import { state } from "./state.js";

const MOST_ROWS = 8;

export class Composer {
  /** `where()` answers {channel, thread_ts?}; `after` runs once something was sent. */
  constructor({ label, where, after, shortcuts = false }) {
    Object.assign(this, { where, after, active: 0, found: [] });
    this.list = make(
      "div",
      {
        class: "commands",
        role: "listbox",
        id: freshId("commands"),
        "aria-label": "Commands",
        hidden: true,
      },
    );
    this.field = make("textarea", {
      rows: 1, "aria-label": label, placeholder: label, "aria-controls": this.list.id, autocomplete: "off",
      on: {
        input: () => this.typed(),
        keydown: (event) => this.key(event),
        blur: () => { this.list.hidden = true; },
      },
    });
    this.sender = button("Send", () => this.send(), { class: "block-button primary" });
    const lightning = iconButton(
      "⚡",
      "Shortcuts",
      () => openMenu(lightning, this.shortcuts()),
      { "aria-haspopup": "menu" },
    );
    this.node = make(
      "div",
      { class: "composer" },
      this.list,
      make("div", { class: "composer-row" }, shortcuts && lightning, this.field, this.sender),
    );
  }

  shortcuts() {
    const { global } = state.screen.shortcuts;
    if (!global.length) return [{ label: "This app has no shortcuts", run: () => {} }];
    return global.map((each) => ({
      label: each.name, description: each.description, run: () => act(
        "/sandbox/global_shortcut",
        { user: state.user, callback_id: each.callback_id },
      ),
    }));
  }

  /** Names the conversation one writes to. */
  name(label) {
    this.field.setAttribute("aria-label", label);
    this.field.placeholder = label;
  }

  typed() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 160)}px`;
    const { value } = this.field;
    const isCommand = value.startsWith("/") && !value.includes("\n");
    const wanted = isCommand ? value.split(" ")[0].toLowerCase() : null;
    const all = state.screen?.commands ?? [];
    const done = value.includes(" ");
    this.found = wanted ? all.filter(
      (each) => (done ? each.command === wanted : each.command.startsWith(wanted)),
    ).slice(0, MOST_ROWS) : [];
    this.active = 0;
    this.draw(done);
  }

  draw(done) {
    this.done = done;
    this.list.hidden = !this.found.length;
    const rows = this.found.map((each, index) =>
      make(
        "div",
        {
          class: `option${index === this.active ? " active" : ""}`,
          role: "option",
          "aria-selected": String(index === this.active),
          on: { mousedown: (event) => { event.preventDefault(); this.complete(each); } },
        },
        make("strong", {}, each.command), " ", make(
          "span",
          { class: "usage" },
          each.usage_hint,
        ), make("small", {}, each.description),
      ),
    );
    fill(this.list, ...rows);
  }

  complete(command) {
    this.field.value = `${command.command} `;
    this.field.focus();
    this.typed();
  }

  key(event) {
    const choosing = !this.list.hidden && !this.done;
    const unfinished = choosing && this.field.value !== this.found[this.active].command;
    if (choosing && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.active = (this.active + step + this.found.length) % this.found.length;
      this.draw(false);
    } else if ((choosing && event.key === "Tab") || (unfinished && event.key === "Enter")) {
      this.complete(this.found[this.active]);
    } else if (event.key === "Escape" && !this.list.hidden) {
      this.list.hidden = true;
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      this.send();
    } else return;
    event.preventDefault();
  }

  async send() {
    const text = this.field.value.trim();
    if (!text || this.sender.disabled) return;
    this.sender.disabled = true;
    this.sender.textContent = "Sending…";
    this.field.value = "";
    this.typed();
    const isCommand = text.startsWith("/") && !text.startsWith("//");
    const answer = await act(
      isCommand ? "/sandbox/command" : "/sandbox/message",
      { user: state.user, ...this.where(), text },
    );
    this.sender.disabled = false;
    this.sender.textContent = "Send";
    if (answer) this.after();
    else if (!this.field.value) this.field.value = text;
    this.field.focus();
  }
}
