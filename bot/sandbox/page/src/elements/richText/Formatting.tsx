/** The buttons above the editor. */

import { type Editor, useEditorState } from "@tiptap/react";
import {
  Bold,
  Code,
  CodeSquare,
  Italic,
  Link,
  List,
  ListOrdered,
  type LucideIcon,
  Strikethrough,
  TextQuote,
} from "lucide-react";
import { useState } from "react";
import { ToggleButton, Toolbar } from "react-aria-components";
import { LinkField } from "./LinkField";
import styles from "./RichTextInput.module.css";

interface Style {
  /** As the editor calls it. */
  mark: string;
  name: string;
  icon: LucideIcon;
  toggle(editor: Editor): void;
}

const STYLES: Style[] = [
  {
    mark: "bold",
    name: "Bold",
    icon: Bold,
    toggle: (editor) => editor.chain().focus().toggleBold().run(),
  },
  {
    mark: "italic",
    name: "Italic",
    icon: Italic,
    toggle: (editor) => editor.chain().focus().toggleItalic().run(),
  },
  {
    mark: "strike",
    name: "Strikethrough",
    icon: Strikethrough,
    toggle: (editor) => editor.chain().focus().toggleStrike().run(),
  },
  {
    mark: "code",
    name: "Code",
    icon: Code,
    toggle: (editor) => editor.chain().focus().toggleCode().run(),
  },
  {
    mark: "orderedList",
    name: "Numbered list",
    icon: ListOrdered,
    toggle: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
  {
    mark: "bulletList",
    name: "Bulleted list",
    icon: List,
    toggle: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    mark: "blockquote",
    name: "Quote",
    icon: TextQuote,
    toggle: (editor) => editor.chain().focus().toggleBlockquote().run(),
  },
  {
    mark: "codeBlock",
    name: "Code block",
    icon: CodeSquare,
    toggle: (editor) => editor.chain().focus().toggleCodeBlock().run(),
  },
];

export function Formatting({ editor }: { editor: Editor }) {
  const [linking, setLinking] = useState(false);
  const active = useEditorState({
    editor,
    selector: ({ editor: now }) =>
      [...STYLES.map((style) => style.mark), "link"].filter((mark) => now.isActive(mark)),
  });
  return (
    <>
      <Toolbar aria-label="Formatting" className={`${styles.toolbar}`}>
        {STYLES.map(({ mark, name, icon: Icon, toggle }) => (
          <ToggleButton
            key={mark}
            aria-label={name}
            className={`${styles.tool}`}
            isSelected={active.includes(mark)}
            onChange={() => toggle(editor)}
          >
            <Icon size={16} aria-hidden="true" />
          </ToggleButton>
        ))}
        <ToggleButton
          aria-label="Link"
          className={`${styles.tool}`}
          isSelected={active.includes("link") || linking}
          onChange={() => setLinking(!linking)}
        >
          <Link size={16} aria-hidden="true" />
        </ToggleButton>
      </Toolbar>
      {linking && <LinkField editor={editor} close={() => setLinking(false)} />}
    </>
  );
}
