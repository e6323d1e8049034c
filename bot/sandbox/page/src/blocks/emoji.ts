/** Slack's names of emoji and the characters they stand for. */

import hexadecimals from "emojibase-data/en/shortcodes/iamcal.json";

const SKIN_TONES: Record<string, string> = {
  "2": "\u{1F3FB}",
  "3": "\u{1F3FC}",
  "4": "\u{1F3FD}",
  "5": "\u{1F3FE}",
  "6": "\u{1F3FF}",
};

// Characters below it are drawn as plain text unless the emoji's look is asked for.
const FIRST_PICTOGRAPH = 0x1f000;
const FACES = [0x1f600, 0x1f64f] as const;
const EMOJI_LOOK = "\u{FE0F}";
const JOINER = "\u{200D}";

// Slack's own names, and old ones that it still takes.
const ALSO: Record<string, string> = {
  simple_smile: "slightly_smiling_face",
  party_popper: "tada",
  thumbs_up: "+1",
  thumbs_down: "-1",
};

const characters = new Map<string, string>();
for (const [hexadecimal, names] of Object.entries(hexadecimals)) {
  const character = characterOf(hexadecimal);
  for (const name of [names].flat()) {
    if (!name.includes("skin-tone") && !characters.has(name)) characters.set(name, character);
  }
}
for (const [name, other] of Object.entries(ALSO)) {
  const character = characters.get(other);
  if (character && !characters.has(name)) characters.set(name, character);
}

function characterOf(hexadecimal: string): string {
  const points = hexadecimal.split("-").map((each) => Number.parseInt(each, 16));
  const text = String.fromCodePoint(...points);
  return points.length === 1 && (points[0] ?? 0) < FIRST_PICTOGRAPH ? text + EMOJI_LOOK : text;
}

/** The character of `tada` or `wave::skin-tone-3`; null where nobody knows the name. */
export function emojiOf(name: string): string | null {
  const [plain = "", tone = ""] = name.split("::");
  const character = characters.get(plain);
  if (!character) return null;
  const skin = SKIN_TONES[tone.replace("skin-tone-", "")];
  if (!skin) return character;
  const [first = "", ...rest] = character.split(JOINER);
  return [first.replace(EMOJI_LOOK, "") + skin, ...rest].join(JOINER);
}

/** A character from the code points that a rich text carries, such as `1f44d-1f3fb`. */
export function emojiOfUnicode(unicode: string): string | null {
  if (!/^[0-9a-f]+(-[0-9a-f]+)*$/i.test(unicode)) return null;
  const points = unicode.split("-").map((each) => Number.parseInt(each, 16));
  return points.some((each) => each > 0x10ffff) ? null : characterOf(unicode);
}

/** Every emoji as name and character, faces first, each once under its best known name. */
export function allEmoji(): [name: string, character: string][] {
  const seen = new Set<string>();
  const all = [...characters].filter(([, character]) => {
    if (seen.has(character)) return false;
    seen.add(character);
    return true;
  });
  return all.sort(([, one], [, other]) => rankOf(one) - rankOf(other));
}

/** Faces, then pictures, then the signs that fonts had before there were emoji. */
function rankOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  if (point >= FACES[0] && point <= FACES[1]) return 0;
  return point >= FIRST_PICTOGRAPH ? 1 : 2;
}
