/** What a person can do with a message: react, reply, and more behind a menu. */

import { Ellipsis, MessageCircleReply, SmilePlus } from "lucide-react";
import { type RefObject, useRef } from "react";
import { goTo } from "../../sandbox/place";
import type { Message } from "../../sandbox/types";
import { useReacting } from "../useReacting";
import { EmojiPopover } from "./EmojiPopover";
import { MessageMenu } from "./MessageMenu";
import style from "./Toolbar.module.css";

export type Open = "emoji" | "menu" | null;

interface Given {
  message: Message;
  channel: string;
  inThread: boolean;
  /** All buttons; else only the one with the menu, for fingers. */
  whole: boolean;
  open: Open;
  setOpen(open: Open): void;
  edit(): void;
}

export function Toolbar(given: Given) {
  const { message, channel, inThread, whole, open, setOpen, edit } = given;
  const more = useRef<HTMLButtonElement>(null);
  const smile = useRef<HTMLButtonElement>(null);
  // The menu offers the picker too; then the one button that is there holds it.
  const holder: RefObject<HTMLButtonElement | null> = whole ? smile : more;
  const react = useReacting(message, channel);
  return (
    <div className={style.holder}>
      <div
        className={whole ? style.toolbar : style.single}
        role="toolbar"
        aria-label="Message actions"
      >
        {whole && (
          <button
            type="button"
            ref={smile}
            className={style.button}
            aria-label="Add reaction"
            aria-haspopup="dialog"
            onClick={() => setOpen("emoji")}
          >
            <SmilePlus size={18} aria-hidden />
          </button>
        )}
        {whole && !inThread && (
          <button
            type="button"
            className={style.button}
            aria-label="Reply in thread"
            onClick={() => goTo({ thread: message.thread_ts ?? message.ts })}
          >
            <MessageCircleReply size={18} aria-hidden />
          </button>
        )}
        <button
          type="button"
          ref={more}
          className={style.button}
          aria-label="More actions"
          aria-haspopup="menu"
          aria-expanded={open === "menu"}
          onClick={() => setOpen("menu")}
        >
          <Ellipsis size={18} aria-hidden />
        </button>
        {open === "emoji" && (
          <EmojiPopover anchor={holder} choose={react} close={() => setOpen(null)} />
        )}
        {open === "menu" && (
          <MessageMenu
            anchor={more}
            message={message}
            channel={channel}
            inThread={inThread}
            close={() => setOpen(null)}
            react={() => setOpen("emoji")}
            edit={edit}
          />
        )}
      </div>
    </div>
  );
}
