/** Slack's formatting language, read into a tree: no HTML, and nothing that a person wrote is run. */

export type Node =
  | { kind: "text"; text: string }
  | { kind: "bold" | "italic" | "strike" | "quote"; nodes: Node[] }
  | { kind: "code" | "preformatted"; text: string }
  | { kind: "emoji"; name: string }
  | { kind: "link"; url: string; nodes: Node[] }
  | { kind: "user" | "channel" | "usergroup"; id: string; label: string }
  | { kind: "broadcast"; range: string }
  | { kind: "date"; timestamp: number; format: string; url: string; fallback: string };

interface How {
  /** Neither formatting nor bare addresses: the text of a link, or a plain text. */
  emojiOnly?: boolean;
  /** Leaves bare addresses as they are written. */
  verbatim?: boolean;
}

const PREFORMATTED = /```([\s\S]+?)```/;
const QUOTE = /^(?:&gt;|>) ?(.*)$/;
// From three signs on, all that follows is quoted.
const QUOTED_TO_THE_END = /(?:^|\n)(?:&gt;|>){3} ?([\s\S]*)$/;
// A mark opens after a space or a sign and closes before one, as in Slack.
const INLINE = new RegExp(
  [
    "`([^`\\n]+)`",
    "<([^<>\\n]+)>",
    "(?<![\\p{L}\\p{N}*])\\*(?![\\s*])([^\\n]*?[^\\s*])\\*(?![\\p{L}\\p{N}*])",
    "(?<![\\p{L}\\p{N}_])_(?![\\s_])([^\\n]*?[^\\s_])_(?![\\p{L}\\p{N}_])",
    "(?<![\\p{L}\\p{N}~])~(?![\\s~])([^\\n]*?[^\\s~])~(?![\\p{L}\\p{N}~])",
    ":([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):",
    "(https?://[^\\s<>|]*[^\\s<>|.,;:!?)'\"*_~])",
  ].join("|"),
  "u",
);

/** Reads mrkdwn as it stands in a message: `&lt;` is a sign, `<…>` is a link or a mention. */
export function parse(text: string, how: How = {}): Node[] {
  if (how.emojiOnly) return inline(text, how);
  const nodes: Node[] = [];
  let rest = text;
  for (let found = PREFORMATTED.exec(rest); found; found = PREFORMATTED.exec(rest)) {
    nodes.push(...lines(rest.slice(0, found.index), how));
    nodes.push({ kind: "preformatted", text: unescaped(trimmed(found[1] ?? "")) });
    rest = rest.slice(found.index + found[0].length).replace(/^\n/, "");
  }
  return [...nodes, ...lines(rest, how)];
}

/** Words with their emoji and nothing else, as a plain text has them. */
export function parsePlain(text: string): Node[] {
  return emoji(text);
}

function lines(text: string, how: How): Node[] {
  const last = QUOTED_TO_THE_END.exec(text);
  if (!last) return quotedLines(text, how);
  const before = text.slice(0, last.index);
  return [
    ...(before ? quotedLines(before, how) : []),
    { kind: "quote", nodes: inline(last[1] ?? "", how) },
  ];
}

function quotedLines(text: string, how: How): Node[] {
  const nodes: Node[] = [];
  let quoted: string[] = [];
  let said: string[] = [];
  const say = () => {
    if (said.length > 0) nodes.push(...inline(said.join("\n"), how));
    said = [];
  };
  const quote = () => {
    if (quoted.length > 0) nodes.push({ kind: "quote", nodes: inline(quoted.join("\n"), how) });
    quoted = [];
  };
  for (const line of text.split("\n")) {
    const found = QUOTE.exec(line);
    if (found) {
      say();
      quoted.push(found[1] ?? "");
    } else {
      quote();
      said.push(line);
    }
  }
  quote();
  say();
  return nodes;
}

function inline(text: string, how: How): Node[] {
  const nodes: Node[] = [];
  let rest = text;
  let before = "";
  for (let found = INLINE.exec(rest); found; found = INLINE.exec(rest)) {
    before += rest.slice(0, found.index);
    const node = marked(found, how);
    if (node) {
      if (before) nodes.push({ kind: "text", text: unescaped(before) });
      nodes.push(node);
      before = "";
    } else {
      before += found[0];
    }
    rest = rest.slice(found.index + found[0].length);
  }
  before += rest;
  if (before) nodes.push({ kind: "text", text: unescaped(before) });
  return nodes;
}

function marked(found: RegExpExecArray, how: How): Node | null {
  const [, code, angle, bold, italic, strike, name, url] = found;
  if (name !== undefined) return { kind: "emoji", name };
  if (how.emojiOnly) return null;
  if (code !== undefined) return { kind: "code", text: unescaped(code) };
  if (angle !== undefined) return pointed(angle);
  if (bold !== undefined) return { kind: "bold", nodes: inline(bold, how) };
  if (italic !== undefined) return { kind: "italic", nodes: inline(italic, how) };
  if (strike !== undefined) return { kind: "strike", nodes: inline(strike, how) };
  if (url === undefined || how.verbatim) return null;
  const address = unescaped(url);
  return { kind: "link", url: address, nodes: [{ kind: "text", text: address }] };
}

function emoji(text: string): Node[] {
  return text
    .split(/(:[a-z0-9_+'-]+(?:::skin-tone-[2-6])?:)/)
    .filter((each) => each !== "")
    .map((each) =>
      /^:[^:\s].*:$/.test(each)
        ? { kind: "emoji", name: each.slice(1, -1) }
        : { kind: "text", text: each },
    );
}

/** What stands between `<` and `>`. */
function pointed(inside: string): Node {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? "" : inside.slice(bar + 1);
  if (target.startsWith("@")) {
    return { kind: "user", id: target.slice(1), label: unescaped(label) };
  }
  if (target.startsWith("#")) {
    return { kind: "channel", id: target.slice(1), label: unescaped(label) };
  }
  if (target.startsWith("!")) return special(target.slice(1), label);
  const url = unescaped(target);
  const nodes: Node[] = label ? inline(label, { emojiOnly: true }) : [{ kind: "text", text: url }];
  return { kind: "link", url, nodes };
}

function special(target: string, label: string): Node {
  const [kind = "", ...parts] = target.split("^");
  if (kind === "subteam") {
    return { kind: "usergroup", id: parts[0] ?? "", label: unescaped(label) };
  }
  if (kind === "date") {
    const [timestamp = "", format = "", url = ""] = parts;
    const fallback = unescaped(label);
    return { kind: "date", timestamp: Number(timestamp), format, url: unescaped(url), fallback };
  }
  if (["here", "channel", "everyone"].includes(kind)) return { kind: "broadcast", range: kind };
  return { kind: "text", text: unescaped(label || `<!${target}>`) };
}

function trimmed(text: string): string {
  return text.replace(/^\n/, "").replace(/\n$/, "");
}

/** The signs that mrkdwn has to write as `&lt;`, `&gt;` and `&amp;`. */
export function unescaped(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
