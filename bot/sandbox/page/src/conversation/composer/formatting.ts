/** Puts marks around what is selected, or before its lines. */

export interface Edited {
  text: string;
  start: number;
  end: number;
}

export type Format = "bold" | "italic" | "strike" | "code" | "list" | "ordered" | "quote";

const AROUND: Partial<Record<Format, string>> = { bold: "*", italic: "_", strike: "~", code: "`" };

/** Marks that stand already are taken away. */
export function formatted(format: Format, { text, start, end }: Edited): Edited {
  const mark = AROUND[format];
  return mark ? around(mark, { text, start, end }) : before(format, { text, start, end });
}

function around(mark: string, { text, start, end }: Edited): Edited {
  const inside = text.slice(start, end);
  if (text[start - 1] === mark && text[end] === mark) {
    const without = text.slice(0, start - 1) + inside + text.slice(end + 1);
    return { text: without, start: start - 1, end: end - 1 };
  }
  const marked = text.slice(0, start) + mark + inside + mark + text.slice(end);
  return { text: marked, start: start + 1, end: end + 1 };
}

const LINE_MARK = /^(?:- |> |\d+\. )/;

function before(format: Format, { text, start, end }: Edited): Edited {
  const first = text.lastIndexOf("\n", start - 1) + 1;
  const lines = text.slice(first, end).split("\n");
  const marks = lines.map((_, index) => markOf(format, index));
  const marked = lines.every((line, index) => line.startsWith(marks[index] ?? ""));
  const changed = lines
    .map((line, index) => (marked ? "" : (marks[index] ?? "")) + line.replace(LINE_MARK, ""))
    .join("\n");
  const caret = first + changed.length;
  return { text: text.slice(0, first) + changed + text.slice(end), start: caret, end: caret };
}

function markOf(format: Format, index: number): string {
  if (format === "list") return "- ";
  return format === "quote" ? "> " : `${index + 1}. `;
}
