/** A thread in the side pane. */

import { read } from "./api.js";
import { Composer } from "./composer.js";
import { iconButton, make } from "./dom.js";
import { MessageList } from "./messages.js";
import { state } from "./state.js";

export class Thread {
  constructor({ channel, ts, close, after }) {
    Object.assign(this, { channel, ts });
    this.list = new MessageList({ label: "Thread", openThread: null, again: after });
    this.composer = new Composer(
      { label: "Reply in thread", where: () => ({ channel, thread_ts: ts }), after },
    );
    this.node = make(
      "div",
      { class: "thread" },
      make(
        "header",
        { class: "side-head" },
        make("h2", {}, "Thread"),
        iconButton("×", "Close thread", close),
      ),
      this.list.node,
      this.composer.node,
    );
  }

  async refresh() {
    const { messages } = await read(
      "/sandbox/messages",
      { user: state.user, channel: this.channel, thread_ts: this.ts },
    );
    this.list.show(messages, this.channel);
  }
}
