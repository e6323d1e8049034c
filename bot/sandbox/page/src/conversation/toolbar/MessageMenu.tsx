/** The menu of a message: the app's shortcuts, the link, and what its author may do. */

import type { RefObject } from "react";
import { Header, Menu, MenuItem, MenuSection, Popover, Separator } from "react-aria-components";
import { tryTo } from "../../sandbox/control";
import { goTo } from "../../sandbox/place";
import { useScreen } from "../../sandbox/ScreenContext";
import type { Message } from "../../sandbox/types";
import { notify } from "../../shell/said";
import style from "./Toolbar.module.css";

interface Given {
  anchor: RefObject<HTMLButtonElement | null>;
  message: Message;
  channel: string;
  inThread: boolean;
  close(): void;
  react(): void;
  edit(): void;
}

export function MessageMenu(given: Given) {
  const { anchor, message, channel, inThread, close, react, edit } = given;
  const { user, app, shortcuts } = useScreen();
  const own = message.user === user && !message.bot_id;
  const where = { user, channel, message_ts: message.ts };
  return (
    <Popover
      className={style.menu}
      triggerRef={anchor}
      placement="bottom end"
      isOpen
      onOpenChange={(open) => open || close()}
    >
      <Menu aria-label="More actions" autoFocus="first" onClose={close} className={style.items}>
        <MenuItem className={style.item} onAction={() => window.setTimeout(react)}>
          Add reaction…
        </MenuItem>
        {!inThread && (
          <MenuItem
            className={style.item}
            onAction={() => goTo({ thread: message.thread_ts ?? message.ts })}
          >
            Open thread
          </MenuItem>
        )}
        <MenuItem className={style.item} onAction={() => copy(message.permalink)}>
          Copy link
        </MenuItem>
        {own && (
          <MenuItem className={style.item} onAction={edit}>
            Edit message
          </MenuItem>
        )}
        {own && (
          <MenuItem
            className={`${style.item} ${style.danger}`}
            onAction={() => tryTo("delete_message", where)}
          >
            Delete message
          </MenuItem>
        )}
        {shortcuts.message.length > 0 && <Separator className={style.separator} />}
        {shortcuts.message.length > 0 && (
          <MenuSection>
            <Header className={style.section}>{app.name}</Header>
            {shortcuts.message.map((each) => (
              <MenuItem
                key={each.callback_id}
                className={style.item}
                textValue={each.name}
                onAction={() =>
                  tryTo("message_shortcut", { ...where, callback_id: each.callback_id })
                }
              >
                {each.name}
              </MenuItem>
            ))}
          </MenuSection>
        )}
      </Menu>
    </Popover>
  );
}

async function copy(link: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(link);
    notify("The link is copied.");
  } catch {
    // a browser may forbid it where the page is not served from this machine
    notify(`The link of the message is ${link}`);
  }
}
