/** What stands before the items of a list, as it changes from depth to depth. */

const BULLETS = ["•", "◦", "▪︎"];
const ROMAN: [number, string][] = [
  [1000, "m"],
  [900, "cm"],
  [500, "d"],
  [400, "cd"],
  [100, "c"],
  [90, "xc"],
  [50, "l"],
  [40, "xl"],
  [10, "x"],
  [9, "ix"],
  [5, "v"],
  [4, "iv"],
  [1, "i"],
];
const LETTERS = 26;

/** `index` counts from 0. */
export function marker(ordered: boolean, indent: number, index: number): string {
  if (!ordered) return BULLETS[indent % BULLETS.length] ?? "•";
  const number = index + 1;
  return `${[String(number), letters(number), roman(number)][indent % 3]}.`;
}

function letters(number: number): string {
  const last = String.fromCharCode(97 + ((number - 1) % LETTERS));
  return number > LETTERS ? letters(Math.floor((number - 1) / LETTERS)) + last : last;
}

function roman(number: number): string {
  let rest = number;
  let text = "";
  for (const [value, sign] of ROMAN) {
    while (rest >= value) {
      text += sign;
      rest -= value;
    }
  }
  return text;
}
