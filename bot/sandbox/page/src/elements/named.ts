/** What an element is called, for those who hear the page. */

import { emojiOf } from "../blocks/emoji";
import { unescaped } from "../blocks/mrkdwn";
import type { Block, Element, Text } from "../sandbox/types";
import { type Field, useField } from "./FieldContext";

const MARKUP = /[*_~`]|<[^|>]*\|([^>]*)>|<[^>]*>/g;
const LONGEST_NAME = 60;

/** A text in plain characters, its emoji drawn. */
export function plainly(text: Text | undefined): string {
  if (!text) return "";
  const words = text.type === "mrkdwn" ? unescaped(text.text.replace(MARKUP, "$1")) : text.text;
  return words.replace(/:([\w+'-]+):/g, (written, name) => emojiOf(name) ?? written);
}

export interface Naming {
  field: Field | null;
  /** The name in words. */
  words: string;
  attributes: {
    "aria-label"?: string;
    "aria-labelledby"?: string;
    "aria-describedby"?: string;
    "aria-invalid"?: true;
    "aria-required"?: true;
  };
}

/** The label of its input block, else its own words, else what stands beside it. */
export function useNaming(block: Block, element: Element): Naming {
  const field = useField();
  if (!field) {
    const words = plainly(element.placeholder) || beside(block) || element.type.replace(/_/g, " ");
    return { field, words, attributes: { "aria-label": words } };
  }
  return {
    field,
    words: field.label,
    attributes: {
      "aria-labelledby": field.labelId,
      "aria-describedby": field.describedBy,
      "aria-invalid": field.invalid || undefined,
      "aria-required": field.required || undefined,
    },
  };
}

/** The beginning of the text that an accessory stands beside. */
export function beside(block: Block): string {
  const first = plainly(block.type === "section" ? block.text : undefined).split("\n", 1)[0] ?? "";
  return first.length > LONGEST_NAME ? `${first.slice(0, LONGEST_NAME)}…` : first;
}
