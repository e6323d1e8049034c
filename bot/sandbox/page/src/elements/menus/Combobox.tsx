/** A menu that one types into: the field, what is chosen in it, and its list while it is open. */

import { ChevronDown, X } from "lucide-react";
import { useId, useRef } from "react";
import { Popover } from "react-aria-components";
import type { Element } from "../../sandbox/types";
import { type Naming, plainly } from "../named";
import { Trouble } from "../press/Trouble";
import { ChoiceList, type Found } from "./ChoiceList";
import styles from "./Combobox.module.css";
import type { Choice } from "./choices";
import { Tag } from "./Tag";
import type { Chosen } from "./useChosen";
import { useFollowing } from "./useFollowing";
import { keysOf, type Typing } from "./useTyping";

// With so few a finger finds its choice without a keyboard.
const FEW = 5;

interface Given {
  element: Element;
  naming: Naming;
  several: boolean;
  chosen: Chosen;
  typing: Typing;
  found: Found;
}

export function Combobox({ element, naming, several, chosen: state, typing, found }: Given) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const place = useFollowing(box, typing.open);
  const { chosen, choose } = state;
  const choices = found.groups.flatMap((each) => each.choices);
  const { most, drop, pick, undo } = picking({ element, several, state, hide: typing.hide });
  const standing = several ? "" : (chosen[0]?.label ?? "");
  // Slack takes back what was chosen in a form alone; elsewhere another choice replaces it
  const optional = naming.field !== null && !naming.field.required;
  const clearable = chosen.length > 0 && optional && !several;
  const active = typing.open && typing.active >= 0 ? `${id}-${typing.active}` : undefined;

  return (
    <div className={styles.menu}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the rest of the box leads to its input */}
      <div
        ref={box}
        className={styles.box}
        data-wrong={naming.field?.invalid || undefined}
        onMouseDown={(event) => {
          if (event.target !== box.current) return;
          event.preventDefault();
          input.current?.focus();
          typing.show();
        }}
      >
        {several && chosen.map((each) => <Tag key={each.key} choice={each} drop={drop} />)}
        <input
          ref={input}
          id={naming.field?.controlId}
          className={styles.input}
          role="combobox"
          {...naming.attributes}
          aria-autocomplete="list"
          aria-expanded={typing.open}
          aria-controls={typing.open ? `${id}-list` : undefined}
          aria-activedescendant={active}
          autoComplete="off"
          spellCheck={false}
          inputMode={found.few <= FEW ? "none" : "search"}
          placeholder={several && chosen.length > 0 ? "" : placeholderOf(element, several)}
          value={typing.typed ?? standing}
          // biome-ignore lint/a11y/noAutofocus: the app asked for it with focus_on_load
          autoFocus={state.focused}
          onChange={(event) => typing.type(event.target.value)}
          onClick={(event) => {
            typing.show();
            if (typing.typed === null) event.currentTarget.select();
          }}
          onBlur={typing.hide}
          onKeyDown={keysOf({ typing, choices, pick, undo })}
        />
        {clearable && (
          <button
            type="button"
            className={styles.clear}
            aria-label={`Clear ${naming.words}`}
            onClick={() => {
              choose([]);
              input.current?.focus();
            }}
          >
            <X size={16} aria-hidden="true" />
          </button>
        )}
        <ChevronDown className={styles.arrow} size={16} aria-hidden="true" />
      </div>
      <Popover
        key={place.moves}
        isNonModal
        triggerRef={box}
        isOpen={typing.open}
        onOpenChange={(open) => open || place.follow()}
        placement="bottom start"
        offset={4}
        className={`${styles.popover}`}
      >
        <ChoiceList
          id={id}
          name={naming.words}
          several={several}
          found={found}
          active={typing.active}
          chosen={chosen}
          most={most}
          pick={pick}
        />
      </Popover>
      <Trouble sentence={state.failed} />
      {state.dialog}
    </div>
  );
}

interface Picked {
  element: Element;
  several: boolean;
  state: Chosen;
  hide(): void;
}

/** What choosing and taking back mean; `most` only stands when no more may be chosen. */
function picking({ element, several, state: { chosen, choose }, hide }: Picked) {
  const limit = several ? (element.max_selected_items as number | undefined) : undefined;
  const most = limit !== undefined && chosen.length >= limit ? limit : undefined;
  const drop = (choice: Choice) => choose(chosen.filter((each) => each.key !== choice.key));
  const pick = (choice: Choice) => {
    const again = chosen.some((each) => each.key === choice.key);
    if (most !== undefined && !again) return;
    hide();
    if (again && several) drop(choice);
    else if (!again) choose(several ? [...chosen, choice] : [choice]);
  };
  const undo = () => {
    const last = chosen.at(-1);
    if (several && last) drop(last);
  };
  return { most, drop, pick, undo };
}

function placeholderOf(element: Element, several: boolean): string {
  return plainly(element.placeholder) || (several ? "Choose options" : "Choose an option");
}
