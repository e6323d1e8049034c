/** The editor of a rich text input: what is written in it and what Slack makes of it. */

import { EditorContent, useEditor } from "@tiptap/react";
import { StarterKit } from "@tiptap/starter-kit";
import { useState } from "react";
import { emojiOf } from "../../blocks/emoji";
import { useScreen } from "../../sandbox/ScreenContext";
import type { Json, Screen } from "../../sandbox/types";
import type { ElementProps } from "../ElementView";
import { useTyping } from "../fields/useTyping";
import { plainly, useNaming } from "../named";
import { Formatting } from "./Formatting";
import { fromSlack } from "./fromSlack";
import { Mentions } from "./Mentions";
import { Piece } from "./Piece";
import styles from "./RichTextInput.module.css";
import { toSlack } from "./toSlack";

const EXTENSIONS = [
  StarterKit.configure({
    heading: false,
    horizontalRule: false,
    underline: false,
    trailingNode: false,
    link: { openOnClick: false, defaultProtocol: "https", protocols: ["http", "https", "mailto"] },
  }),
  Piece,
];

export function Editor({ block, element }: ElementProps) {
  const screen = useScreen();
  const naming = useNaming(block, element);
  const { value, change, commit, onEnter } = useTyping(block, element, asRichText);
  const [active, setActive] = useState<string | null>(null);
  const [empty, setEmpty] = useState(value === null);
  const editor = useEditor({
    extensions: EXTENSIONS,
    content: fromSlack(value, (each) => labelOf(each, screen)),
    autofocus: element.focus_on_load ? "end" : false,
    onUpdate: ({ editor: changed }) => {
      setEmpty(changed.isEmpty);
      change(toSlack(changed.getJSON()));
    },
    editorProps: {
      attributes: attributesOf(naming.attributes, active),
      handleKeyDown: (_, event) => {
        if (event.key === "Enter" && onEnter) commit();
        return false;
      },
    },
  });
  return (
    <div className={styles.frame} data-invalid={naming.field?.invalid || undefined}>
      <Formatting editor={editor} />
      <Mentions editor={editor} point={setActive}>
        <div className={styles.paper}>
          {empty && (
            <span className={styles.placeholder} aria-hidden="true">
              {plainly(element.placeholder)}
            </span>
          )}
          <EditorContent editor={editor} />
        </div>
      </Mentions>
    </div>
  );
}

type Attributes = ReturnType<typeof useNaming>["attributes"];

function attributesOf(attributes: Attributes, active: string | null): Record<string, string> {
  const given = {
    role: "textbox",
    "aria-multiline": "true",
    ...attributes,
    "aria-activedescendant": active,
  };
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, each]) =>
      each === undefined || each === null ? [] : [[name, String(each)]],
    ),
  );
}

function asRichText(standing: unknown): Json | null {
  return typeof standing === "object" ? (standing as Json | null) : null;
}

function labelOf(element: Json, { people, channels, joinable, usergroups }: Screen): string {
  const inside = (all: { id: string; name: string }[], id: string) =>
    all.find((each) => each.id === id)?.name ?? id;
  switch (element.type) {
    case "user":
      return `@${people.find((each) => each.id === element.user_id)?.real_name ?? element.user_id}`;
    case "channel":
      return `#${inside([...channels, ...joinable], element.channel_id)}`;
    case "usergroup":
      return `@${inside(usergroups, element.usergroup_id)}`;
    case "emoji":
      return emojiOf(element.name) ?? `:${element.name}:`;
    case "broadcast":
      return `@${element.range}`;
  }
  return String(element.fallback ?? element.text ?? element.value ?? element.type);
}
