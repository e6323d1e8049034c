/** What stands in a text as one piece: a mention, an emoji, a date. */

import { InputRule, mergeAttributes, Node } from "@tiptap/react";
import { emojiOf } from "../../blocks/emoji";

const SHORTCODE = /:([a-z0-9_+'-]+):$/;

export const Piece = Node.create({
  name: "piece",
  group: "inline",
  inline: true,
  atom: true,
  selectable: false,

  addAttributes() {
    return {
      /** As Slack writes it in a rich text. */
      element: { default: null, rendered: false },
      label: { default: "", rendered: false },
    };
  },

  renderHTML({ node, HTMLAttributes }) {
    const kind = String(node.attrs.element?.type ?? "");
    return ["span", mergeAttributes(HTMLAttributes, { "data-piece": kind }), node.attrs.label];
  },

  renderText({ node }) {
    return node.attrs.label;
  },

  addInputRules() {
    return [
      new InputRule({
        find: SHORTCODE,
        handler: ({ state, range, match }) => {
          const name = match[1] ?? "";
          const character = emojiOf(name);
          if (character === null) return;
          const attrs = { element: emojiElement(name, character), label: character };
          state.tr.replaceWith(range.from, range.to, this.type.create(attrs));
        },
      }),
    ];
  },
});

function emojiElement(name: string, character: string) {
  const points = [...character].map((each) => (each.codePointAt(0) ?? 0).toString(16));
  return { type: "emoji", name, unicode: points.join("-") };
}
