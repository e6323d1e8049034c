/** What goes on behind the page: every call and delivery, the clock, and failures to order. */

import { act, read } from "./api.js";
import { button, fill, iconButton, make } from "./dom.js";
import { notify } from "./notices.js";
import { state } from "./state.js";

const STEPS = [["1 minute", 60], ["1 hour", 3600], ["1 day", 86400], ["1 week", 604800]];
const MOST = 300;

export class Inspector {
  constructor({ close }) {
    this.newest = 0;
    this.now = make("time", { class: "now" });
    this.entries = make("ol", { class: "journal", "aria-label": "Journal" });
    this.method = make("input", { id: "fault-method", value: "*", autocomplete: "off" });
    this.kind = make(
      "select",
      { id: "fault-kind" },
      ...["error", "status", "slow", "silent"].map((each) => make("option", { value: each }, each)),
    );
    this.detail = make(
      "input",
      { id: "fault-detail", placeholder: "internal_error, 503, or seconds", autocomplete: "off" },
    );
    this.node = make(
      "div",
      { class: "inspector" },
      make(
        "header",
        { class: "side-head" },
        make("h2", {}, "Inspector"),
        iconButton("×", "Close inspector", close),
      ),
      make(
        "section",
        { "aria-label": "Clock" },
        make("h3", {}, "Clock"),
        this.now,
        make(
          "div",
          { class: "actions" },
          ...STEPS.map(
            ([words, seconds]) => button(
              `+ ${words}`,
              () => this.advance(seconds),
              { class: "block-button" },
            ),
          ),
        ),
      ),
      this.faults(),
      make("section", {}, make("h3", {}, "Journal"), this.entries),
    );
  }

  faults() {
    const limits = make(
      "input",
      {
        type: "checkbox",
        on: { change: () => act("/sandbox/rate_limits", { user: state.user, on: limits.checked }) },
      },
    );
    return make(
      "section",
      { "aria-label": "Faults" },
      make("h3", {}, "Faults"),
      make(
        "div",
        { class: "fault-form" },
        make("label", { for: "fault-method" }, "Method"),
        this.method,
        make("label", { for: "fault-kind" }, "Kind"),
        this.kind,
        make("label", { for: "fault-detail" }, "Detail"),
        this.detail,
      ),
      make(
        "div",
        { class: "actions" },
        button("Fail the next call", () => this.order(), { class: "block-button danger" }),
        button(
          "Clear faults",
          () => act("/sandbox/faults/clear", { user: state.user }),
          { class: "block-button" },
        ),
        button(
          "Send the last event again",
          () => act("/sandbox/retry_last_event", { user: state.user }),
          { class: "block-button" },
        ),
      ),
      make("label", { class: "choice" }, limits, " One message a second in each channel"),
    );
  }

  async advance(seconds) {
    const answer = await act("/sandbox/clock", { user: state.user, advance: seconds });
    if (answer) this.tell(answer.now);
  }

  async order() {
    const detail = this.detail.value.trim();
    const details = {
      error: { error: detail || "internal_error" },
      status: { status: Number(detail || 503), ...(detail === "429" ? { retry_after: 1 } : {}) },
      slow: { seconds: Number(detail || 5) },
      silent: {},
    };
    const kind = this.kind.value;
    const answer = await act(
      "/sandbox/faults",
      {
        user: state.user,
        method: this.method.value.trim() || "*",
        kind,
        times: 1,
        ...details[kind],
      },
    );
    if (answer) notify(`The next call of ${this.method.value} will fail.`);
  }

  tell(now) {
    this.now.textContent = new Date(now).toLocaleString(
      "en",
      { dateStyle: "full", timeStyle: "medium" },
    );
  }

  /** Reads what is new. */
  async refresh() {
    this.tell(state.screen.now);
    const { entries } = await read("/sandbox/journal", { since: this.newest });
    for (const entry of entries) {
      if (entry.n <= this.newest) continue;
      this.newest = entry.n;
      this.entries.prepend(row(entry));
    }
    while (this.entries.children.length > MOST) this.entries.lastChild.remove();
    if (!this.entries.children.length) fill(
      this.entries,
      make("li", { class: "empty" }, "Nothing has happened yet."),
    );
  }
}

function row(entry) {
  const arrow = entry.direction === "to_bot" ? "→" : "←";
  const failed = entry.error || Number(entry.status) >= 400 || entry.response?.ok === false;
  const isTimed = typeof entry.milliseconds === "number";
  const spent = isTimed ? `${Math.round(entry.milliseconds)} ms` : "";
  const details = make("details", { class: failed ? "failed" : "" });
  const summary = make(
    "summary",
    {},
    make(
      "span",
      { class: "arrow", title: entry.direction === "to_bot" ? "to the bot" : "from the bot" },
      arrow,
    ),
    make("span", { class: "entry-name" }, entry.name || entry.kind),
    make(
      "small",
      {},
      [entry.kind, entry.error || entry.response?.error, spent].filter(Boolean).join(" · "),
    ),
  );
  details.append(summary);
  const open = () => details.children.length < 2 && details.append(
    make(
      "pre",
      {},
      JSON.stringify({ sent: entry.payload, answer: entry.response, error: entry.error }, null, 2),
    ),
  );
  details.addEventListener("toggle", open);
  return make("li", {}, details);
}
