/** Picks an emoji: the ones used last, and a search through all of them. */

import { type RefObject, useMemo, useState } from "react";
import {
  Autocomplete,
  Dialog,
  Input,
  ListBox,
  ListBoxItem,
  Popover,
  SearchField,
} from "react-aria-components";
import { allEmoji, emojiOf } from "../../blocks/emoji";
import style from "./EmojiPopover.module.css";
import { keepRecent, recent } from "./recent";

interface Given {
  anchor: RefObject<HTMLButtonElement | null>;
  choose(name: string): void;
  close(): void;
}

// As many as stand there without scrolling; the rest is found by typing.
const MOST_SHOWN = 48;

export function EmojiPopover({ anchor, choose, close }: Given) {
  const [typed, setTyped] = useState("");
  const shown = useMemo(() => found(typed), [typed]);
  const take = (name: string) => {
    keepRecent(name);
    choose(name);
    close();
  };
  return (
    <Popover
      className={style.popover}
      triggerRef={anchor}
      placement="bottom end"
      isOpen
      onOpenChange={(open) => open || close()}
    >
      <Dialog className={style.dialog} aria-label="Pick an emoji">
        <Autocomplete inputValue={typed} onInputChange={setTyped}>
          <SearchField aria-label="Search all emoji" autoFocus className={style.search}>
            <Input placeholder="Search all emoji" className={style.input} />
          </SearchField>
          <ListBox
            aria-label="Emoji"
            className={style.grid}
            layout="grid"
            items={shown}
            onAction={(name) => take(String(name))}
            renderEmptyState={() => <p className={style.none}>No emoji is called “{typed}”.</p>}
          >
            {({ id, character }) => (
              <ListBoxItem id={id} className={style.emoji} textValue={id}>
                <span role="img" aria-label={id.replaceAll("_", " ")} title={`:${id}:`}>
                  {character}
                </span>
              </ListBoxItem>
            )}
          </ListBox>
        </Autocomplete>
      </Dialog>
    </Popover>
  );
}

interface Shown {
  id: string;
  character: string;
}

/** Names that begin with what was typed come first. */
export function found(typed: string, most = MOST_SHOWN): Shown[] {
  const wanted = typed.trim().toLowerCase().replaceAll(":", "").replaceAll(" ", "_");
  const all = allEmoji().map(([id, character]) => ({ id, character }));
  if (!wanted) {
    const last = recent().map((id) => ({ id, character: emojiOf(id) ?? id }));
    const names = new Set(last.map((each) => each.id));
    return [...last, ...all.filter((each) => !names.has(each.id))].slice(0, most);
  }
  const begin = all.filter((each) => each.id.startsWith(wanted));
  const hold = all.filter((each) => !each.id.startsWith(wanted) && each.id.includes(wanted));
  return [...begin, ...hold].slice(0, most);
}
