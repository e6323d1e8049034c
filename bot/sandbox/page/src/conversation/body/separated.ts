/** Reads the first rows of CSV, with quotes, and with whichever separator its first line uses. */

const SEPARATORS = [",", ";", "\t"];

export function rowsOf(text: string, most: number): string[][] {
  const separator = separatorOf(text);
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  const endCell = () => {
    rows.at(-1)?.push(cell);
    cell = "";
  };
  for (const sign of text
    .replace(/^\uFEFF/, "")
    .replaceAll("\r\n", "\n")
    .trimEnd()) {
    if (sign === '"') quoted = !quoted;
    else if (!quoted && (sign === separator || sign === "\n")) {
      endCell();
      if (sign !== "\n") continue;
      if (rows.length === most) return rows;
      rows.push([]);
    } else cell += sign;
  }
  endCell();
  return rows;
}

function separatorOf(text: string): string {
  const first = text.split("\n", 1)[0] ?? "";
  const counted = SEPARATORS.map((each) => first.split(each).length);
  return SEPARATORS[counted.indexOf(Math.max(...counted))] ?? ",";
}
