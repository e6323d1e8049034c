/** A coloured square with initials; the same colour for the same id, wherever it stands. */

import type { CSSProperties } from "react";
import { useScreen } from "../sandbox/ScreenContext";
import styles from "./Avatar.module.css";

interface Given {
  /** The id of a person or of the app's bot. */
  person: string;
  name: string;
  /** Edge in pixels. */
  size?: number;
}

/** Says nothing to screen readers: the name always stands beside it. */
export function Avatar({ person, name, size = 36 }: Given) {
  const { app } = useScreen();
  const own = person === app.bot_user || person === app.id;
  const color = own && app.color ? app.color : colorOf(person);
  const look: CSSProperties = {
    width: size,
    height: size,
    fontSize: Math.round(size * 0.42),
    backgroundColor: color,
    color: inkOn(color),
  };
  return (
    <span className={styles.avatar} style={look} aria-hidden="true">
      {own ? name.slice(0, 1).toUpperCase() : initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((each) => /^[\p{L}\p{N}]/u.test(each));
  const first = [...(words[0] ?? "?")][0] ?? "?";
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : "";
  return (first + last).toUpperCase();
}

// Each is dark enough for white letters: 4.5 : 1 or more.
const COLORS = [
  "#7c3085",
  "#1264a3",
  "#0b6b53",
  "#a03d0c",
  "#b01e5b",
  "#4b4fb8",
  "#56621c",
  "#8a4b08",
  "#0f6674",
  "#9a2f2f",
] as const;

function colorOf(id: string): string {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 9973;
  return COLORS[sum % COLORS.length] ?? COLORS[0];
}

/** White or near black, whichever can be read on a manifest's `#rrggbb`. */
function inkOn(color: string): string {
  const parts = /^#?(..)(..)(..)$/.exec(color)?.slice(1) ?? [];
  const [red = 0, green = 0, blue = 0] = parts.map((each) => linear(Number.parseInt(each, 16)));
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return luminance > 0.18 ? "#1d1c1d" : "#ffffff";
}

function linear(channel: number): number {
  const part = channel / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}
