/** Messages in a conversation or a thread. A message that has not changed keeps its node. */

import { act } from "./api.js";
import { blocks } from "./blocks.js";
import { button, iconButton, make } from "./dom.js";
import { REACTIONS, sign } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";
import { personName } from "./names.js";
import { file } from "./pictures.js";
import { openMenu } from "./popup.js";
import { channels, state } from "./state.js";
import { Surface } from "./surface.js";

const UNTIL_FILES_ARE_READY = 400;
const AT_THE_END = 80;
// a picture that has just been loaded may have pushed the end down by this much
const NEAR_THE_END = 700;
const FACES = 6;

/** A list of messages that can be shown again and again. */
export class MessageList {
  /** `openThread(ts)` is null in a thread; `again` reads the messages anew. */
  constructor({ label, openThread, again }) {
    this.openThread = openThread;
    this.again = again;
    this.known = new Map();
    this.node = make("div", { class: "messages", role: "log", "aria-label": label, tabindex: "0" });
  }

  /** Shows these messages; stays at the newest if it was there. */
  show(messages, channelId) {
    const { node } = this;
    const atEnd = this.below() < AT_THE_END;
    const fresh = new Map();
    for (const message of messages) {
      const key = `${channelId} ${message.ts}`;
      const words = JSON.stringify({ ...message, state: undefined });
      const old = this.known.get(key);
      fresh.set(key, old?.words === words ? old : { words, node: this.row(message, channelId) });
    }
    const grew = [...fresh.keys()].some((key) => !this.known.has(key));
    this.known = fresh;
    this.place([...fresh.values()].map((each) => each.node));
    if (grew && atEnd) node.scrollTop = node.scrollHeight;
    this.waitForFiles(messages);
  }

  /** Slack learns the type of a file a moment after its upload, and tells nobody. */
  waitForFiles(messages) {
    clearTimeout(this.timer);
    const waiting = messages.some((message) => message.files?.some((each) => !each.mimetype));
    if (waiting) this.timer = setTimeout(this.again, UNTIL_FILES_ARE_READY);
  }

  place(rows) {
    const wanted = rows.length ? rows : [make("p", { class: "empty" }, "Nothing here yet.")];
    for (const old of [...this.node.children]) if (!wanted.includes(old)) old.remove();
    wanted.forEach((row, index) => {
      if (this.node.children[index] !== row) this.node.insertBefore(
        row,
        this.node.children[index] ?? null,
      );
    });
    for (const picture of this.node.querySelectorAll("img")) {
      picture.addEventListener("load", () => this.toEnd(), { once: true });
    }
  }

  /** How many pixels of messages lie below what is seen. */
  below() {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight;
  }

  toEnd() {
    if (this.below() < NEAR_THE_END) this.node.scrollTop = this.node.scrollHeight;
  }

  row(message, channelId) {
    const surface = new Surface({
      user: state.user, workspace: state.screen.workspace, target: {
        channel: channelId,
        message_ts: message.ts,
      }, channels,
    });
    surface.values = message.state ?? {};
    const author = message.username || personName(message.user);
    return make(
      "article",
      {
        class: `message${message.ephemeral ? " ephemeral" : ""}`,
        "data-ts": message.ts,
        "aria-label": `${author}, ${clock(message.ts)}`,
      },
      face(message, author),
      make(
        "div",
        { class: "message-body" },
        message.ephemeral && make("p", { class: "only-you" }, "👁 Only visible to you"),
        make(
          "p",
          { class: "by" },
          make("strong", {}, author),
          message.bot_id && make("span", { class: "badge" }, "APP"),
          make("time", {}, clock(message.ts)),
        ),
        make("div", { class: "words" }, ...content(message, surface)),
        attachments(message, surface),
        message.files?.map(file),
        this.reactions(message, channelId),
        this.replies(message),
      ),
      this.tools(message, channelId),
    );
  }

  reactions(message, channelId) {
    if (!message.reactions?.length) return null;
    const one = ({ name, users, count }) => {
      const who = users.map(personName).join(", ");
      const add = () => act(
        "/sandbox/react",
        { user: state.user, channel: channelId, message_ts: message.ts, name },
      );
      return button(
        `${sign(name)} ${count ?? users.length}`,
        add,
        { class: "reaction", title: who, "aria-label": `${name}: ${who}` },
      );
    };
    return make("div", { class: "reactions" }, ...message.reactions.map(one));
  }

  replies(message) {
    if (!this.openThread || !message.reply_count) return null;
    const words = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
    return button(words, () => this.openThread(message.ts), { class: "replies" });
  }

  tools(message, channelId) {
    if (message.ephemeral) {
      const dismiss = () => act(
        "/sandbox/dismiss",
        { user: state.user, channel: channelId, message_ts: message.ts },
      );
      return make("div", { class: "tools" }, iconButton("×", "Dismiss message", dismiss));
    }
    const more = iconButton(
      "⋮",
      "More actions for this message",
      () => openMenu(more, this.actions(message, channelId)),
      { "aria-haspopup": "menu" },
    );
    return make(
      "div",
      { class: "tools" },
      this.openThread && iconButton(
        "💬",
        "Reply in thread",
        () => this.openThread(message.thread_ts ?? message.ts),
      ),
      more,
    );
  }

  actions(message, channelId) {
    const where = { user: state.user, channel: channelId, message_ts: message.ts };
    const shortcuts = state.screen.shortcuts.message.map((each) => ({
      label: each.name, description: each.description, run: () => act(
        "/sandbox/message_shortcut",
        { ...where, callback_id: each.callback_id },
      ),
    }));
    const react = REACTIONS.map(
      (name) => (
        {
          label: `${sign(name)} React`,
          description: name.replaceAll("_", " "),
          run: () => act("/sandbox/react", { ...where, name }),
        }
      ),
    );
    const copy = {
      label: "Copy link",
      run: () => navigator.clipboard?.writeText(message.permalink),
    };
    return [...shortcuts, ...react, copy];
  }
}

function face(message, author) {
  const sum = [...message.user].reduce((total, letter) => total + letter.codePointAt(0), 0);
  const kind = message.bot_id ? "app" : `face-${sum % FACES}`;
  return make(
    "span",
    { class: `face ${kind}`, "aria-hidden": "true" },
    [...author][0]?.toUpperCase() ?? "?",
  );
}

function content(message, surface) {
  // what people type is kept as text; the block around it is only the composer's wrapping
  if (message.bot_id && message.blocks?.length) return blocks(message.blocks, surface);
  return [
    make(
      "div",
      {},
      ...mrkdwn(message.text || ""),
      message.edited && make("small", { class: "edited" }, " (edited)"),
    ),
  ];
}

function attachments(message, surface) {
  return (message.attachments || []).map((each) =>
    make(
      "div",
      { class: "attachment" },
      each.pretext,
      each.title && make("strong", {}, each.title),
      each.text && make("div", {}, ...mrkdwn(each.text)),
      ...blocks(each.blocks || [], surface),
    ),
  );
}

/** The time of a message, with the day when it is not today by the sandbox's clock. */
function clock(ts) {
  const moment = new Date(Number(ts) * 1000);
  const time = moment.toLocaleTimeString(
    "en",
    { hour: "numeric", minute: "2-digit" },
  );
  const today = new Date(state.screen.now).toDateString() === moment.toDateString();
  const day = moment.toLocaleDateString("en", { day: "numeric", month: "short" });
  return today ? time : `${day} ${time}`;
}
