/** Where the address of a link is typed. */

import type { Editor } from "@tiptap/react";
import { type KeyboardEvent, useId, useState } from "react";
import styles from "./RichTextInput.module.css";

export function LinkField({ editor, close }: { editor: Editor; close: () => void }) {
  const id = useId();
  const [address, setAddress] = useState(String(editor.getAttributes("link").href ?? ""));
  const save = () => {
    const chain = editor.chain().focus().extendMarkRange("link");
    const href = complete(address.trim());
    if (href === "") chain.unsetLink().run();
    else if (editor.state.selection.empty && !editor.isActive("link"))
      chain.insertContent({ type: "text", text: href, marks: [markOf(href)] }).run();
    else chain.setLink({ href }).run();
    close();
  };
  const key = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") save();
    else {
      editor.commands.focus();
      close();
    }
  };
  return (
    <div className={styles.link}>
      <label htmlFor={id}>Address of the link</label>
      <input
        id={id}
        type="url"
        // biome-ignore lint/a11y/noAutofocus: it has just been asked for, in the middle of writing
        autoFocus
        autoComplete="off"
        value={address}
        placeholder="https://"
        onChange={(event) => setAddress(event.target.value)}
        onKeyDown={key}
      />
      <button type="button" onClick={save}>
        Set link
      </button>
    </div>
  );
}

function markOf(href: string) {
  return { type: "link", attrs: { href } };
}

function complete(address: string): string {
  return address === "" || /^(https?:|mailto:)/.test(address) ? address : `https://${address}`;
}
