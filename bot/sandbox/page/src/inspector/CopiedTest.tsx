/** A test in Python that does what was chosen, to be copied. */

import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { sentence } from "../sandbox/control";
import { CopyButton } from "./CopyButton";
import styles from "./Payloads.module.css";

interface Given {
  text(): Promise<string>;
  close(): void;
}

export function CopiedTest({ text, close }: Given) {
  // each opening asks once, for the journal moves on
  const id = useId();
  const { data, error } = useQuery({ queryKey: ["test", id], queryFn: text, gcTime: 0 });
  return (
    <section aria-label="Test" className={styles.test}>
      <header>
        <h4>Test</h4>
        {data !== undefined && <CopyButton text={() => data} what="test" />}
        <button type="button" className={styles.small} onClick={close}>
          Close test
        </button>
      </header>
      {error && <p role="alert">{sentence(error)}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      {data !== undefined && <pre tabIndex={0}>{data}</pre>}
    </section>
  );
}
