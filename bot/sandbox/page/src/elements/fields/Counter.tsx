/** How many characters are left, once that matters. */

import styles from "./fields.module.css";

// Slack's field takes this much unless the element says less.
const LONGEST = 3000;
const NEAR = 0.1;
// What takes no more, such as EUR, is full when it is right.
const A_CODE = 5;

export function Counter({ length, most = LONGEST }: { length: number; most?: number }) {
  const left = most - length;
  const near = left < 0 || (most > A_CODE && left <= Math.max(5, Math.min(100, most * NEAR)));
  return (
    <span role="status" className={left < 0 ? styles.over : undefined}>
      {near && words(left)}
    </span>
  );
}

function words(left: number): string {
  const count = Math.abs(left);
  const noun = count === 1 ? "character" : "characters";
  return left < 0 ? `${count} ${noun} too many` : `${count} ${noun} left`;
}
