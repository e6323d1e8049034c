/** Changes the words of one's own message. */

import { type KeyboardEvent, useState } from "react";
import { tryTo } from "../sandbox/control";
import { useUser } from "../sandbox/ScreenContext";
import type { Message } from "../sandbox/types";
import style from "./EditMessage.module.css";

interface Given {
  message: Message;
  channel: string;
  done(): void;
}

export function EditMessage({ message, channel, done }: Given) {
  const user = useUser();
  const [text, setText] = useState(message.typed ?? message.text);
  const save = async () => {
    const told = { user, channel, message_ts: message.ts, text };
    if (await tryTo("edit_message", told)) done();
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      done();
    }
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      void save();
    }
  };
  return (
    <div className={style.edit}>
      <textarea
        className={style.field}
        aria-label="Edit message"
        value={text}
        rows={2}
        // biome-ignore lint/a11y/noAutofocus: the person asked to write here
        autoFocus
        onChange={(event) => setText(event.target.value)}
        onKeyDown={pressed}
      />
      <div className={style.buttons}>
        <button type="button" className={style.cancel} onClick={done}>
          Cancel
        </button>
        <button
          type="button"
          className={style.save}
          disabled={!text.trim()}
          onClick={() => void save()}
        >
          Save
        </button>
      </div>
    </div>
  );
}
