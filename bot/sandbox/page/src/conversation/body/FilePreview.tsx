/** The first lines of a text file; of a CSV file, its first rows as a table. */

import { useQuery } from "@tanstack/react-query";
import type { SharedFile } from "../../sandbox/types";
import style from "./Files.module.css";
import { rowsOf } from "./separated";

const MOST_LINES = 6;
const MOST_CELLS = 6;
// Larger files are fetched, not looked at.
const LARGEST_BYTES = 200_000;

export function hasPreview(file: SharedFile): boolean {
  return file.mimetype.startsWith("text/") && file.size > 0 && file.size <= LARGEST_BYTES;
}

export function FilePreview({ file }: { file: SharedFile }) {
  const { data: text } = useQuery({
    queryKey: ["file", file.url_private],
    // files never change: the stream of changes need not have them read again
    staleTime: "static",
    queryFn: async () => (await fetch(file.url_private)).text(),
  });
  if (text === undefined) return <div className={style.awaited} aria-hidden />;
  if (file.mimetype === "text/csv") return <Rows file={file} text={text} />;
  const lines = text.split("\n");
  return (
    <pre className={style.lines}>
      {lines.slice(0, MOST_LINES).join("\n")}
      {lines.length > MOST_LINES && "\n…"}
    </pre>
  );
}

function Rows({ file, text }: { file: SharedFile; text: string }) {
  const rows = rowsOf(text, MOST_LINES);
  const [head = [], ...rest] = rows;
  return (
    <div className={style.scroller}>
      <table className={style.rows} aria-label={`First rows of ${file.name}`}>
        <thead>
          <tr>
            {head.slice(0, MOST_CELLS).map((cell, index) => (
              <th key={index} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rest.map((row, index) => (
            <tr key={index}>
              {row.slice(0, MOST_CELLS).map((cell, column) => (
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
