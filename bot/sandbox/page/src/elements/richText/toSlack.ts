/** From the editor's document to Slack's rich_text. Pure. */

import type { JSONContent } from "@tiptap/react";
import type { Json } from "../../sandbox/types";

/** Marks of the editor that Slack keeps as styles of the same name. */
const STYLES = ["bold", "italic", "strike", "code"] as const;

/** Slack's rich_text; null when nothing is written. */
export function toSlack(document: JSONContent): Json | null {
  const elements = grouped(document.content ?? []).flatMap((each) =>
    Array.isArray(each) ? [sectionOf(each)] : block(each),
  );
  for (const element of elements) trimEnd(element);
  const written = elements.filter((each) => each.elements.length > 0);
  return written.length > 0 ? { type: "rich_text", elements: written } : null;
}

/** Paragraphs that follow each other are one section to Slack. */
function grouped(nodes: JSONContent[]): (JSONContent | JSONContent[])[] {
  const groups: (JSONContent | JSONContent[])[] = [];
  for (const node of nodes) {
    const last = groups.at(-1);
    if (node.type !== "paragraph") groups.push(node);
    else if (Array.isArray(last)) last.push(node);
    else if (node.content) groups.push([node]);
  }
  return groups;
}

function sectionOf(content: JSONContent[]): Json {
  return { type: "rich_text_section", elements: paragraphs({ content }) };
}

function block(node: JSONContent): Json[] {
  switch (node.type) {
    case "bulletList":
    case "orderedList":
      return lists(node, 0);
    case "blockquote":
      return [{ type: "rich_text_quote", elements: paragraphs(node) }];
    case "codeBlock":
      return [{ type: "rich_text_preformatted", border: 0, elements: textOf(node) }];
  }
  return [{ type: "rich_text_section", elements: paragraphs(node) }];
}

/** Slack keeps no lists in lists: each depth is a list of its own, with an indent. */
function lists(node: JSONContent, indent: number): Json[] {
  const style = node.type === "orderedList" ? "ordered" : "bullet";
  const found: Json[] = [];
  let items: Json[] = [];
  let count = 0;
  const finish = () => {
    if (items.length === 0) return;
    const offset = style === "ordered" ? count - items.length : 0;
    const list = { type: "rich_text_list", style, indent, border: 0, elements: items };
    found.push(offset > 0 ? { ...list, offset } : list);
    items = [];
  };
  for (const item of node.content ?? []) {
    const isList = (each: JSONContent) => each.type?.endsWith("List") ?? false;
    const own = (item.content ?? []).filter((each) => !isList(each));
    items.push(sectionOf(own));
    count += 1;
    for (const nested of (item.content ?? []).filter(isList)) {
      finish();
      found.push(...lists(nested, indent + 1));
    }
  }
  finish();
  return found;
}

/** The paragraphs inside, one line each. */
function paragraphs(node: JSONContent): Json[] {
  const found: Json[] = [];
  (node.content ?? []).forEach((each, index) => {
    if (index > 0) append(found, { type: "text", text: "\n" });
    for (const one of inline(each)) append(found, one);
  });
  return found;
}

function textOf(node: JSONContent): Json[] {
  const text = (node.content ?? []).map((each) => each.text ?? "").join("");
  return text ? [{ type: "text", text }] : [];
}

function inline(node: JSONContent): Json[] {
  return (node.content ?? []).map((each) => {
    if (each.type === "hardBreak") return { type: "text", text: "\n" };
    const style = styleOf(each);
    if (each.type === "piece") return { ...each.attrs?.element, ...style };
    const text = each.text ?? "";
    const url: unknown = each.marks?.find((mark) => mark.type === "link")?.attrs?.href;
    if (typeof url !== "string") return { type: "text", text, ...style };
    return url === text ? { type: "link", url, ...style } : { type: "link", url, text, ...style };
  });
}

function styleOf(node: JSONContent): Json {
  const marked = STYLES.filter((style) => node.marks?.some((mark) => mark.type === style));
  if (marked.length === 0) return {};
  return { style: Object.fromEntries(marked.map((style) => [style, true])) };
}

/** Texts of one style become one text, as Slack writes them. */
function append(elements: Json[], element: Json): void {
  const last = elements.at(-1);
  const joins =
    last?.type === "text" &&
    element.type === "text" &&
    JSON.stringify(last.style) === JSON.stringify(element.style);
  if (last && joins) last.text += element.text;
  else elements.push(element);
}

function trimEnd(element: Json): void {
  if (element.type === "rich_text_list") return;
  const last: Json | undefined = element.elements.at(-1);
  if (last?.type !== "text") return;
  last.text = last.text.replace(/\n+$/, "");
  if (last.text === "") element.elements.pop();
}
