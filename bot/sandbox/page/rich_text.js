/** Rich text blocks and markdown blocks as nodes. */

import { make } from "./dom.js";
import { anchor, emojiNode, inline, mention } from "./mrkdwn.js";
import { known } from "./emoji.js";
import { channelName, personName } from "./names.js";

const MARKS = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u" };

/** A rich text block. */
export function richText(block) {
  return make("div", { class: "rich-text" }, ...block.elements.map(part));
}

function part(element) {
  switch (element.type) {
    case "rich_text_list":
      return make(
        element.style === "ordered" ? "ol" : "ul",
        { class: `indent-${element.indent || 0}` },
        ...element.elements.map((each) => make("li", {}, ...runs(each))),
      );
    case "rich_text_quote":
      return make("blockquote", {}, ...runs(element));
    case "rich_text_preformatted":
      return make("pre", {}, make("code", {}, ...runs(element)));
    default:
      return make("p", {}, ...runs(element));
  }
}

function runs(element) {
  return (element.elements || []).map((run) => marked(run, words(run)));
}

function words(run) {
  switch (run.type) {
    case "link":
      return anchor(run.url, run.text || run.url);
    case "user":
      return mention(`@${personName(run.user_id)}`);
    case "channel":
      return mention(channelName(run.channel_id));
    case "usergroup":
      return mention("@group");
    case "broadcast":
      return mention(`@${run.range}`, "loud");
    case "emoji":
      return known(run.name) ? emojiNode(run.name) : `:${run.name}:`;
    case "date":
      return run.fallback || new Date(run.timestamp * 1000).toLocaleString("en");
    default:
      return lineBreaks(run.text || run.value || "");
  }
}

function lineBreaks(text) {
  const span = make("span");
  text.split("\n").forEach((line, index) => span.append(...(index ? [make("br"), line] : [line])));
  return span;
}

function marked(run, node) {
  return Object.entries(MARKS).reduce(
    (inside, [mark, tag]) => (run.style && run.style[mark] ? make(tag, {}, inside) : inside),
    node,
  );
}

/** A markdown block: headings, lists, quotes, code and paragraphs. */
export function markdown(text) {
  const box = make("div", { class: "rich-text" });
  text.split(/```/).forEach((chunk, index) => {
    if (index % 2) box.append(make("pre", {}, make("code", {}, chunk.replace(/^\w*\n/, ""))));
    else chunk.split(/\n{2,}/).forEach(
      (paragraph) => box.append(...markdownPart(paragraph.trim())),
    );
  });
  return box;
}

function markdownPart(paragraph) {
  if (!paragraph) return [];
  const heading = /^(#{1,6}) (.*)$/.exec(paragraph.split("\n")[0]);
  if (heading) {
    const rest = paragraph.split("\n").slice(1).join("\n");
    return [
      make(
        "p",
        { class: "heading", role: "heading", "aria-level": heading[1].length },
        ...markdownLine(heading[2]),
      ),
      ...markdownPart(rest),
    ];
  }
  const rows = paragraph.split("\n");
  if (rows.every((row) => /^\s*[-*] /.test(row))) return [listOf("ul", rows, /^\s*[-*] /)];
  if (rows.every((row) => /^\s*\d+\. /.test(row))) return [listOf("ol", rows, /^\s*\d+\. /)];
  if (rows.every((row) => row.startsWith(">"))) {
    return [
      make(
        "blockquote",
        {},
        ...rows.flatMap((row) => [...markdownLine(row.replace(/^> ?/, "")), make("br")]),
      ),
    ];
  }
  return [
    make(
      "p",
      {},
      ...rows.flatMap(
        (row, index) => (index ? [make("br"), ...markdownLine(row)] : markdownLine(row)),
      ),
    ),
  ];
}

function listOf(tag, rows, sign) {
  return make(
    tag,
    {},
    ...rows.map((row) => make("li", {}, ...markdownLine(row.replace(sign, "")))),
  );
}

function markdownLine(line) {
  const asMrkdwn = line
    .replace(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g, "<$2|$1>")
    .replace(/\*\*([^*]+)\*\*/g, "*$1*")
    .replace(/~~([^~]+)~~/g, "~$1~");
  return inline(asMrkdwn);
}
