/** Words in markdown, drawn by the block that is made for them. */

import { Suspense } from "react";
import { BLOCKS, Unknown } from "../blocks/catalogue";

export function FieldMarkdown({ text }: { text: string }) {
  const Kind = BLOCKS.markdown ?? Unknown;
  return (
    <Suspense fallback={text}>
      <Kind block={{ type: "markdown", block_id: "markdown", text }} />
    </Suspense>
  );
}
