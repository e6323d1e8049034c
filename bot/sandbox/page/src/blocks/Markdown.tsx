/** A markdown block: GitHub's dialect, without HTML and without pictures from elsewhere. */

import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import type { Block } from "../sandbox/types";
import styles from "./Markdown.module.css";
import { Picture } from "./Picture";
import { SlackLink } from "./SlackLink";

const PLUGINS = [remarkGfm];

// Headings start below those of the page; Slack shows three sizes.
const COMPONENTS: Components = {
  h1: ({ children }) => <h3 className={styles.first}>{children}</h3>,
  h2: ({ children }) => <h4 className={styles.second}>{children}</h4>,
  h3: ({ children }) => <h5 className={styles.third}>{children}</h5>,
  h4: ({ children }) => <h6 className={styles.third}>{children}</h6>,
  h5: ({ children }) => <h6 className={styles.third}>{children}</h6>,
  h6: ({ children }) => <h6 className={styles.third}>{children}</h6>,
  a: ({ href, children }) => <SlackLink url={href ?? ""}>{children}</SlackLink>,
  img: ({ src, alt }) => <Picture url={String(src ?? "")} alt={alt ?? ""} small />,
  input: ({ checked }) => (
    <input type="checkbox" checked={checked ?? false} disabled aria-label="Task" />
  ),
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className={styles.scroller} tabIndex={0} aria-label="Table, scrolls sideways">
      <table>{children}</table>
    </section>
  ),
};

export function Markdown({ block }: { block: Block }) {
  return (
    <div className={styles.markdown}>
      <ReactMarkdown remarkPlugins={PLUGINS} components={COMPONENTS}>
        {String(block.text ?? "")}
      </ReactMarkdown>
    </div>
  );
}
