/** A property written in markdown, drawn by the block that is made for it. */

import { BLOCKS, Unknown } from "../blocks/catalogue";

export function FieldMarkdown({ text }: { text: string }) {
  const Kind = BLOCKS.markdown ?? Unknown;
  return <Kind block={{ type: "markdown", block_id: "markdown", text }} />;
}
