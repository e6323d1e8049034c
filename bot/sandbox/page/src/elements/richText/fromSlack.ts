/** From Slack's rich_text to the editor's document. Pure. */

import type { JSONContent } from "@tiptap/react";
import type { Json } from "../../sandbox/types";

/** How a mention, an emoji or a date is written in the editor. */
export type LabelOf = (element: Json) => string;

export function fromSlack(value: Json | null | undefined, labelOf: LabelOf): JSONContent {
  const content: JSONContent[] = [];
  let items: Item[] = [];
  const finish = () => {
    if (items.length > 0) content.push(...listsOf(items, labelOf));
    items = [];
  };
  for (const element of (value?.elements ?? []) as Json[]) {
    if (element.type === "rich_text_list") {
      items.push(...itemsOf(element));
    } else {
      finish();
      content.push(...blocksOf(element, labelOf));
    }
  }
  finish();
  return { type: "doc", content: content.length > 0 ? content : [{ type: "paragraph" }] };
}

interface Item {
  type: "bulletList" | "orderedList";
  indent: number;
  elements: Json[];
}

function itemsOf(list: Json): Item[] {
  const type = list.style === "ordered" ? "orderedList" : "bulletList";
  return list.elements.map((each: Json) => ({
    type,
    indent: Number(list.indent ?? 0),
    elements: each.elements ?? [],
  }));
}

/** Slack's flat lists, each with its indent, as lists in lists. */
function listsOf(items: Item[], labelOf: LabelOf): JSONContent[] {
  const lists: JSONContent[] = [];
  const depth = Math.min(...items.map((item) => item.indent));
  let deeper: Item[] = [];
  const finish = () => {
    const into = lists.at(-1)?.content?.at(-1);
    if (deeper.length > 0) into?.content?.push(...listsOf(deeper, labelOf));
    deeper = [];
  };
  for (const item of items) {
    if (item.indent > depth && lists.length > 0) {
      deeper.push(item);
      continue;
    }
    finish();
    const list = lists.at(-1);
    const entry = { type: "listItem", content: paragraphsOf(item.elements, labelOf) };
    if (list?.type === item.type) list.content?.push(entry);
    else lists.push({ type: item.type, content: [entry] });
  }
  finish();
  return lists;
}

function blocksOf(element: Json, labelOf: LabelOf): JSONContent[] {
  const inside: Json[] = element.elements ?? [];
  switch (element.type) {
    case "rich_text_quote":
      return [{ type: "blockquote", content: paragraphsOf(inside, labelOf) }];
    case "rich_text_preformatted": {
      const text = inside.map((each) => each.text ?? each.url ?? "").join("");
      return [{ type: "codeBlock", content: text ? [{ type: "text", text }] : [] }];
    }
  }
  return paragraphsOf(inside, labelOf);
}

/** One paragraph for each line. */
function paragraphsOf(elements: Json[], labelOf: LabelOf): JSONContent[] {
  const lines: JSONContent[][] = [[]];
  for (const element of elements) {
    const parts: string[] = element.type === "text" ? String(element.text).split("\n") : [""];
    parts.forEach((part, index) => {
      if (index > 0) lines.push([]);
      const node = element.type === "text" ? textOf(part, element) : nodeOf(element, labelOf);
      if (node) lines.at(-1)?.push(node);
    });
  }
  return lines.map((content) =>
    content.length > 0 ? { type: "paragraph", content } : { type: "paragraph" },
  );
}

function nodeOf(element: Json, labelOf: LabelOf): JSONContent {
  if (element.type !== "link") {
    const { style: _, ...plain } = element;
    const attrs = { element: plain, label: labelOf(element) };
    return { type: "piece", attrs, marks: marksOf(element) };
  }
  const link = { type: "link", attrs: { href: element.url } };
  return { type: "text", text: element.text || element.url, marks: [...marksOf(element), link] };
}

function textOf(text: string, element: Json): JSONContent | null {
  return text === "" ? null : { type: "text", text, marks: marksOf(element) };
}

function marksOf(element: Json): { type: string }[] {
  return ["bold", "italic", "strike", "code"]
    .filter((style) => element.style?.[style])
    .map((type) => ({ type }));
}
