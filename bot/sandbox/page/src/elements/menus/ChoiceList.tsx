/** The list of an open menu: its choices under their headings, or why there are none. */

import { Check, LoaderCircle } from "lucide-react";
import { useEffect, useRef } from "react";
import { Mrkdwn } from "../../blocks/Mrkdwn";
import { ChoiceIcon } from "./ChoiceIcon";
import styles from "./ChoiceList.module.css";
import type { Choice, ChoiceGroup } from "./choices";

export interface Found {
  state: "short" | "loading" | "failed" | "ready";
  groups: ChoiceGroup[];
  /** How many choices there are before anything is typed. */
  few: number;
  /** How much has to be typed before there is a list. */
  least?: number;
  retry?: () => void;
}

interface Given {
  id: string;
  name: string;
  several: boolean;
  found: Found;
  active: number;
  chosen: Choice[];
  /** Given when no more than so many may be chosen and they are. */
  most: number | undefined;
  pick(choice: Choice): void;
}

export function ChoiceList({ id, name, several, found, active, chosen, most, pick }: Given) {
  const keys = new Set(chosen.map((each) => each.key));
  let index = -1;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a press here must not take the focus
    <div className={styles.list} onMouseDown={(event) => event.preventDefault()}>
      {most !== undefined && (
        <p role="status" className={styles.words}>
          You can choose up to {most}. Remove one to choose another.
        </p>
      )}
      <Words found={found} />
      <div
        role="listbox"
        id={`${id}-list`}
        aria-label={name}
        aria-multiselectable={several || undefined}
        tabIndex={-1}
      >
        {found.groups.map((group, nth) => (
          <Group key={nth} group={group} id={`${id}-group-${nth}`}>
            {group.choices.map((choice) => {
              index += 1;
              return (
                <One
                  key={choice.key}
                  id={`${id}-${index}`}
                  choice={choice}
                  active={index === active}
                  chosen={keys.has(choice.key)}
                  disabled={most !== undefined && !keys.has(choice.key)}
                  pick={pick}
                />
              );
            })}
          </Group>
        ))}
      </div>
    </div>
  );
}

function Words({ found }: { found: Found }) {
  if (found.state === "loading") {
    return (
      <p role="status" className={styles.words}>
        <LoaderCircle className={styles.spinner} size={16} aria-hidden="true" /> Loading…
      </p>
    );
  }
  if (found.state === "failed") {
    return (
      <div role="alert" className={styles.words}>
        <span>The list failed to load.</span>
        <button type="button" className={styles.again} onClick={found.retry}>
          Try again
        </button>
      </div>
    );
  }
  if (found.state === "short") {
    const least = found.least ?? 1;
    const characters = least === 1 ? "1 character" : `${least} characters`;
    return <p className={styles.words}>Type at least {characters} to search.</p>;
  }
  if (found.groups.every((each) => each.choices.length === 0)) {
    return (
      <p role="status" className={styles.words}>
        No matches
      </p>
    );
  }
  return null;
}

interface GroupGiven {
  group: ChoiceGroup;
  id: string;
  children: React.ReactNode;
}

function Group({ group, id, children }: GroupGiven) {
  if (!group.heading) return children;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has no place in a listbox
    <div role="group" aria-labelledby={id}>
      <div id={id} className={styles.heading} role="presentation">
        {group.heading}
      </div>
      {children}
    </div>
  );
}

interface OneGiven {
  id: string;
  choice: Choice;
  active: boolean;
  chosen: boolean;
  disabled: boolean;
  pick(choice: Choice): void;
}

function One({ id, choice, active, chosen, disabled, pick }: OneGiven) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) line.current?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the input keeps the focus and points here
    // biome-ignore lint/a11y/useKeyWithClickEvents: the input takes the keys
    <div
      ref={line}
      id={id}
      role="option"
      className={styles.one}
      aria-selected={chosen}
      aria-disabled={disabled || undefined}
      data-active={active || undefined}
      onClick={() => pick(choice)}
    >
      <ChoiceIcon choice={choice} />
      <span className={styles.text}>
        <span>{choice.text ? <Mrkdwn text={choice.text} /> : choice.label}</span>
        {choice.description && (
          <span className={styles.description}>
            <Mrkdwn text={choice.description} />
          </span>
        )}
      </span>
      {chosen && <Check size={16} aria-hidden="true" />}
    </div>
  );
}
