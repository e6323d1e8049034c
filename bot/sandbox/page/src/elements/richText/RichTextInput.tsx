/** Formatted text; the editor is fetched when the first one is shown. */

import { lazy, Suspense } from "react";
import type { ElementProps } from "../ElementView";
import styles from "./RichTextInput.module.css";

const Editor = lazy(() => import("./Editor").then((module) => ({ default: module.Editor })));

export function RichTextInput({ block, element }: ElementProps) {
  return (
    <Suspense fallback={<div className={styles.frame} aria-busy="true" />}>
      <Editor block={block} element={element} />
    </Suspense>
  );
}
