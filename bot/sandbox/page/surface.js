/** A place where elements stand: a view or a message. It sends what a person does with them. */

import { act, ask } from "./api.js";

export class Surface {
  /** `target` is {view_id} or {channel, message_ts}; `channels()` are those to choose from. */
  constructor({ user, workspace, target, channels }) {
    Object.assign(this, { user, workspace, target, channels });
    this.values = {};
    this.held = new Map();
  }

  /** The state of an element, with what is typed and not yet sent. */
  state(block, element) {
    const known = this.values[block.block_id]?.[element.action_id];
    const key = keyOf(block, element);
    return this.held.has(key) ? {
      ...known,
      value: this.held.get(key),
      rich_text_value: this.held.get(key),
    } : known;
  }

  /** Keeps what is being typed until something is pressed or sent. */
  hold(block, element, value) {
    this.held.set(keyOf(block, element), value);
  }

  /** Everything typed and not yet sent, as the sandbox takes it. */
  typed() {
    return Object.fromEntries(this.held);
  }

  /** Presses or chooses; the app hears of it. */
  async press(block, element, value) {
    this.held.delete(keyOf(block, element));
    return act(
      "/sandbox/click",
      { ...this.where(block, element), value, confirm: true, values: this.typed() },
    );
  }

  /** Puts a value into an input. */
  async put(block, element, value) {
    this.held.delete(keyOf(block, element));
    return act("/sandbox/fill", { ...this.where(block, element), value });
  }

  /** What an external menu offers for a query. */
  options(block, element, query) {
    return ask("/sandbox/options", { ...this.where(block, element), query });
  }

  where(block, element) {
    return {
      user: this.user,
      ...this.target,
      block_id: block.block_id,
      action_id: element.action_id,
    };
  }
}

function keyOf(block, element) {
  return `${block.block_id}/${element.action_id}`;
}
