/** The middle of the page: a channel or the conversation with the app, with its tabs. */

import { read } from "./api.js";
import { blocks } from "./blocks.js";
import { Composer } from "./composer.js";
import { button, fill, iconButton, make } from "./dom.js";
import { MessageList } from "./messages.js";
import { titleOf } from "./names.js";
import { channel, channels, state } from "./state.js";
import { Surface } from "./surface.js";

export class Conversation {
  constructor(node, { openThread, chooseTab, openSidebar, after }) {
    Object.assign(this, { node, chooseTab, openSidebar });
    this.list = new MessageList({ label: "Messages", openThread, again: after });
    this.composer = new Composer(
      { label: "Message", where: () => ({ channel: state.channel }), after, shortcuts: true },
    );
    this.head = make("header", { class: "conversation-head" });
    this.home = make(
      "div",
      { class: "home", role: "tabpanel", "aria-label": "Home", tabindex: "0" },
    );
    this.messages = make("div", { class: "panel" }, this.list.node, this.composer.node);
    fill(node, this.head, this.home, this.messages);
  }

  /** Reads and shows what the open conversation holds. */
  async refresh() {
    const here = channel();
    const atHome = here?.kind === "app_dm" && state.tab === "home";
    this.header(here);
    this.home.hidden = !atHome;
    this.messages.hidden = atHome;
    if (!here) return;
    this.composer.name(`Message ${titleOf(here)}`);
    if (atHome) {
      this.showHome();
      return;
    }
    const { id } = here;
    const { messages } = await read("/sandbox/messages", { user: state.user, channel: id });
    if (state.channel === id) this.list.show(messages, id);
  }

  header(here) {
    const sign = JSON.stringify([here?.id, here?.bot_is_member, state.tab, state.user]);
    if (this.headSign === sign) return;
    this.headSign = sign;
    const tab = (name, words) => button(
      words,
      () => this.chooseTab(name),
      { role: "tab", "aria-selected": String(state.tab === name) },
    );
    fill(
      this.head,
      iconButton(
        "☰",
        "Channels and people",
        this.openSidebar,
        { class: "icon-button menu-button" },
      ),
      make("h2", {}, here ? titleOf(here) : "No conversation"),
      here?.kind === "app_dm" && make(
        "div",
        { class: "tabs", role: "tablist", "aria-label": "App" },
        tab("home", "Home"),
        tab("messages", "Messages"),
      ),
      here && !here.bot_is_member && make(
        "span",
        { class: "hint" },
        "The app is not in this channel",
      ),
    );
  }

  showHome() {
    const view = state.screen.home;
    const sign = JSON.stringify([state.user, view?.id, view?.hash, view?.blocks]);
    if (this.homeSign === sign) return;
    this.homeSign = sign;
    if (!view) {
      fill(
        this.home,
        make("p", { class: "empty" }, "The app has shown nothing on its Home tab yet."),
      );
      return;
    }
    if (this.surface?.target.view_id !== view.id || this.surface.user !== state.user) {
      this.surface = new Surface(
        {
          user: state.user,
          workspace: state.screen.workspace,
          target: { view_id: view.id },
          channels,
        },
      );
    }
    this.surface.values = view.state?.values ?? view.state ?? {};
    fill(this.home, ...blocks(view.blocks, this.surface));
  }
}
