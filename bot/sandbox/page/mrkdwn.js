/** Slack's mrkdwn as nodes. https://docs.slack.dev/messaging/formatting-message-text */

import { make } from "./dom.js";
import { known, sign } from "./emoji.js";
import { channelName, personName } from "./names.js";

/** Words between two marks that stand outside of other words. */
const between = (mark) =>
  String.raw`(?<![\p{L}\p{N}])${mark}(\S(?:[^${mark}\n]*\S)?)${mark}(?![\p{L}\p{N}])`;

const INLINE = new RegExp(
  [
    String.raw`\x60([^\x60\n]+)\x60`,
    String.raw`<([^<>\n]+)>`,
    String.raw`:([a-z0-9_+'-]+(?:::skin-tone-\d)?):`,
    between(String.raw`\*`),
    between("_"),
    between("~"),
  ].join("|"),
  "gu",
);

/** Nodes for a text object, plain or mrkdwn. */
export function textObject(text) {
  if (!text) return [];
  return text.type === "mrkdwn" ? mrkdwn(text.text) : plain(text.text, text.emoji !== false);
}

/** Nodes for a text whose only signs are emoji. */
export function plain(text, withEmoji = true) {
  const words = withEmoji ? withSigns(unescape(text)) : unescape(text);
  return withBreaks(words);
}

/** Nodes for a formatted text. */
export function mrkdwn(text) {
  return text.split(/```/).flatMap((part, index) => {
    if (index % 2) return [make("pre", {}, make("code", {}, unescape(part.replace(/^\n/, ""))))];
    return lines(part.replace(/^\n|\n$/g, index ? "" : "$&"));
  });
}

function lines(text) {
  const nodes = [];
  let quote = null;
  let open = false;
  for (const line of text.split("\n")) {
    const quoted = /^(?:>|&gt;) ?(.*)$/.exec(line);
    if (quoted) {
      if (!quote) nodes.push((quote = make("blockquote")));
      else quote.append(make("br"));
      quote.append(...inline(quoted[1]));
      open = false;
    } else {
      if (open) nodes.push(make("br"));
      nodes.push(...inline(line));
      quote = null;
      open = true;
    }
  }
  return nodes;
}

/** Nodes for one line. */
export function inline(text) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(INLINE)) {
    nodes.push(unescape(text.slice(from, found.index)), token(found));
    from = found.index + found[0].length;
  }
  nodes.push(unescape(text.slice(from)));
  return nodes.filter((node) => node !== "");
}

function token([whole, code, link, emoji, bold, italic, struck]) {
  if (code !== undefined) return make("code", {}, unescape(code));
  if (link !== undefined) return reference(link);
  if (emoji !== undefined) return known(emoji) ? emojiNode(emoji) : whole;
  if (bold !== undefined) return make("strong", {}, ...inline(bold));
  if (italic !== undefined) return make("em", {}, ...inline(italic));
  return make("s", {}, ...inline(struck));
}

/** An emoji that a screen reader can name. */
export function emojiNode(name) {
  return make(
    "span",
    { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " ") },
    sign(name),
  );
}

function reference(inside) {
  const [target, label] = split(inside);
  const words = label ? unescape(label) : "";
  if (target.startsWith("@")) return mention(`@${words || personName(target.slice(1))}`);
  if (target.startsWith("#")) return mention(words ? `#${words}` : channelName(target.slice(1)));
  if (target.startsWith("!date^")) return make("time", {}, date(target, words));
  if (target.startsWith("!subteam^")) return mention(words || "@group");
  if (target.startsWith("!")) return mention(`@${target.slice(1)}`, "loud");
  return anchor(unescape(target), words || unescape(target));
}

function split(inside) {
  const bar = inside.indexOf("|");
  return bar < 0 ? [inside, ""] : [inside.slice(0, bar), inside.slice(bar + 1)];
}

/** A name that stands out. */
export function mention(words, kind = "") {
  return make("span", { class: `mention ${kind}`.trim() }, words);
}

/** A link where the address is one that a browser may open; else its words. */
export function anchor(address, words) {
  if (!/^(https?:|mailto:|tel:)/i.test(address)) return document.createTextNode(words);
  return make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, words);
}

function date(target, fallback) {
  const [, seconds, format] = target.split("^");
  const moment = new Date(Number(seconds) * 1000);
  if (Number.isNaN(moment.getTime())) return fallback;
  const day = { year: "numeric", month: "long", day: "numeric" };
  const forms = {
    date_num: () => moment.toISOString().slice(0, 10),
    date: () => moment.toLocaleDateString("en", day),
    date_short: () => moment.toLocaleDateString("en", { ...day, month: "short" }),
    date_long: () => moment.toLocaleDateString("en", { ...day, weekday: "long" }),
    time: () => moment.toLocaleTimeString("en", { hour: "numeric", minute: "2-digit" }),
    time_secs: () => moment.toLocaleTimeString("en"),
  };
  return format.replace(
    /\{(\w+?)(?:_pretty)?\}/g,
    (whole, name) => (forms[name] ? forms[name]() : whole),
  );
}

function unescape(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function withSigns(text) {
  return text.replace(/:([a-z0-9_+'-]+):/g, (whole, name) => (known(name) ? sign(name) : whole));
}

function withBreaks(text) {
  return text.split("\n").flatMap((line, index) => (index ? [make("br"), line] : [line]));
}
