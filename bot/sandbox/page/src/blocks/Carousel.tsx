/** Cards side by side: swiped, scrolled, or gone through by two buttons or the arrow keys. */

import { ChevronLeft, ChevronRight } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { Button } from "react-aria-components";
import type { Block } from "../sandbox/types";
import { BlockView } from "./Blocks";
import styles from "./Carousel.module.css";

// A card that was pushed aside by less than this still counts as the first one seen.
const SLACK_PIXELS = 8;

export function Carousel({ block }: { block: Block }) {
  const cards: Block[] = block.elements ?? [];
  const track = useRef<HTMLUListElement>(null);
  const [at, setAt] = useState(0);
  const look = () => {
    const list = track.current;
    if (list) setAt(firstSeen(list));
  };
  const go = (index: number) => {
    const card = track.current?.children[Math.max(0, Math.min(cards.length - 1, index))];
    if (!(card instanceof HTMLElement) || !track.current) return;
    track.current.scrollTo({ left: card.offsetLeft - track.current.offsetLeft });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== track.current) return;
    if (event.key === "ArrowRight") go(at + 1);
    else if (event.key === "ArrowLeft") go(at - 1);
    else return;
    event.preventDefault();
  };
  return (
    <section className={styles.carousel} aria-roledescription="carousel" aria-label="Cards">
      <ul
        ref={track}
        className={styles.track}
        onScroll={look}
        onKeyDown={onKeyDown}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
        tabIndex={0}
        aria-label="Cards, scroll sideways"
      >
        {cards.map((card, index) => (
          <li key={card.block_id ?? index} className={styles.item}>
            <BlockView block={card} />
          </li>
        ))}
      </ul>
      {cards.length > 1 && (
        <div className={styles.bar}>
          <Button
            className={styles.step}
            aria-label="Previous card"
            isDisabled={at === 0}
            onPress={() => go(at - 1)}
          >
            <ChevronLeft size={18} aria-hidden="true" />
          </Button>
          <span role="status" className={styles.count}>
            {at + 1} of {cards.length}
          </span>
          <Button
            className={styles.step}
            aria-label="Next card"
            isDisabled={at >= cards.length - 1}
            onPress={() => go(at + 1)}
          >
            <ChevronRight size={18} aria-hidden="true" />
          </Button>
        </div>
      )}
    </section>
  );
}

/** The first card that is whole; at the right end the last one, which may never come first. */
function firstSeen(list: HTMLElement): number {
  const cards = [...list.children].filter((each) => each instanceof HTMLElement);
  const end = list.scrollWidth - list.clientWidth;
  if (end > SLACK_PIXELS && list.scrollLeft >= end - 1) return cards.length - 1;
  const left = list.scrollLeft + list.offsetLeft - SLACK_PIXELS;
  return Math.max(
    0,
    cards.findIndex((each) => each.offsetLeft >= left),
  );
}
