/** Where a person writes: words, commands, names, files. */

import { Paperclip, SendHorizontal } from "lucide-react";
import { type ClipboardEvent, type DragEvent, useEffect, useId, useRef, useState } from "react";
import { useUser } from "../../sandbox/ScreenContext";
import type { Channel } from "../../sandbox/types";
import { EmojiButton } from "../toolbar/EmojiButton";
import { AttachedFiles } from "./AttachedFiles";
import style from "./Composer.module.css";
import { keyOf, useDraft, wasHanded } from "./drafts";
import { Field, type FieldHandle } from "./Field";
import { FormatBar } from "./FormatBar";
import { ShortcutMenu } from "./ShortcutMenu";
import { useFiles } from "./useFiles";
import { useSending } from "./useSending";

interface Given {
  channel: Channel;
  /** The first message of the thread that is answered. */
  thread?: string;
  label: string;
  failed(words: string): void;
  /** Something is on its way. */
  sent?(): void;
}

export function Composer({ channel, thread, label, failed, sent }: Given) {
  const user = useUser();
  const draft = keyOf(user, channel.id, thread);
  const [text, setText] = useDraft(draft);
  const { files, add, remove, clear, waiting } = useFiles(user);
  const { send, sending } = useSending(failed);
  const [broadcast, setBroadcast] = useState(false);
  const [dragging, setDragging] = useState(false);
  const field = useRef<FieldHandle>(null);
  const picker = useRef<HTMLInputElement>(null);
  const written = useRef(text);
  written.current = text;
  useEffect(() => {
    if (wasHanded(draft)) field.current?.toEnd();
  }, [draft, text]);
  const ready = (text.trim() !== "" || files.length > 0) && !waiting;

  const submit = async () => {
    if (!ready) return;
    const where = { user, channel: channel.id, thread_ts: thread };
    const ids = files.flatMap((each) => each.id ?? []);
    setText("");
    clear();
    sent?.();
    const went = await send({ text, where, files: ids, broadcast });
    // what was refused is given back, unless something else is being written already
    if (!went && !written.current) setText(text);
    if (went) setBroadcast(false);
  };
  const take = (list: FileList | null) => {
    for (const file of list ?? []) void add(file);
  };
  const pasted = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    take(event.clipboardData.files);
  };
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    setDragging(false);
    take(event.dataTransfer.files);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button "Attach files" does the same
    <div
      className={`${style.composer} ${dragging ? style.dragging : ""}`}
      onPaste={pasted}
      onDrop={dropped}
      onDragOver={(event) => {
        event.preventDefault();
        setDragging(true);
      }}
      onDragLeave={() => setDragging(false)}
    >
      <FormatBar apply={(format) => field.current?.format(format)} />
      <Field ref={field} label={label} text={text} setText={setText} submit={submit} />
      {files.length > 0 && <AttachedFiles files={files} remove={remove} />}
      {thread && <Broadcast channel={channel} on={broadcast} set={setBroadcast} />}
      <div className={style.foot}>
        <button
          type="button"
          className={style.button}
          aria-label="Attach files"
          title="Attach files"
          onClick={() => picker.current?.click()}
        >
          <Paperclip size={18} aria-hidden />
        </button>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          aria-label="Files to attach"
          onChange={(event) => {
            take(event.target.files);
            event.target.value = "";
          }}
        />
        <EmojiButton
          className={style.button}
          label="Insert emoji"
          choose={(name) => field.current?.insert(`:${name}: `)}
        />
        {!thread && <ShortcutMenu className={style.button} />}
        <span className={style.state}>{sending ? "Sending…" : dragging && "Drop to attach"}</span>
        <button
          type="button"
          className={style.send}
          aria-label="Send"
          title="Send"
          disabled={!ready}
          onClick={() => void submit()}
        >
          <SendHorizontal size={18} aria-hidden />
        </button>
      </div>
    </div>
  );
}

interface Broadcasting {
  channel: Channel;
  on: boolean;
  set(on: boolean): void;
}

function Broadcast({ channel, on, set }: Broadcasting) {
  const id = useId();
  const direct = channel.kind === "dm" || channel.kind === "app_dm";
  return (
    <label className={style.broadcast} htmlFor={id}>
      <input id={id} type="checkbox" checked={on} onChange={() => set(!on)} />
      {direct ? "Also send as a direct message" : `Also send to #${channel.name}`}
    </label>
  );
}
