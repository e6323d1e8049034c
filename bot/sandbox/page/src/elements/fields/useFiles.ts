/** The files in a file input: on their way, there, taken out. */

import { useRef, useState } from "react";
import { useUploads } from "../../modals/Uploads";
import { sentence } from "../../sandbox/control";
import { useScreen } from "../../sandbox/ScreenContext";
import type { Block, Element, SharedFile } from "../../sandbox/types";
import { notify } from "../../shell/said";
import { useSurface } from "../../surface/Surface";
import { objection, upload } from "./upload";

export interface Item {
  key: string;
  name: string;
  size: number;
  /** Null while it is on its way. */
  file: SharedFile | null;
}

/** https://docs.slack.dev/reference/block-kit/block-elements/file-input-element */
const MOST_FILES = 10;

export function useFiles(block: Block, element: Element) {
  const { user } = useScreen();
  const surface = useSurface();
  const waitFor = useUploads();
  const [complaint, setComplaint] = useState<string | null>(null);
  const most = Number(element.max_files ?? MOST_FILES);
  const known = surface.values[block.block_id]?.[element.action_id]?.files;
  const [items, setItems] = useState<Item[]>(() => (known ?? []).map(itemOf));
  const newest = useRef(items);
  const number = useRef(0);

  const change = (next: Item[]) => {
    newest.current = next;
    setItems(next);
  };
  const tell = () => {
    const ids = newest.current.flatMap((item) => (item.file ? [item.file.id] : []));
    surface.hold(block, element, ids);
    if (!block.dispatch_action) return;
    surface.put(block, element, ids).catch((failure) => notify(sentence(failure)));
  };
  const send = async (file: File) => {
    number.current += 1;
    const key = `${number.current}/${file.name}`;
    change([...newest.current, { key, name: file.name, size: file.size, file: null }]);
    waitFor(1);
    try {
      const sent = await upload(user, file);
      change(newest.current.map((item) => (item.key === key ? { ...item, file: sent } : item)));
      tell();
    } catch (failure) {
      change(newest.current.filter((item) => item.key !== key));
      setComplaint(`${file.name} was not uploaded. ${sentence(failure)}`);
    } finally {
      waitFor(-1);
    }
  };
  const add = (files: File[]) => {
    const objections = files.map((file) => objection(file, element.filetypes ?? []));
    const fitting = files.filter((_, index) => objections[index] === null);
    const room = most - newest.current.length;
    const tooMany = fitting.length > room ? tooManyWords(most) : null;
    setComplaint(objections.find((each) => each !== null) ?? tooMany);
    for (const file of fitting.slice(0, room)) send(file);
  };
  const remove = (key: string) => {
    setComplaint(null);
    change(newest.current.filter((item) => item.key !== key));
    tell();
  };
  return { items, most, complaint, add, remove };
}

function itemOf(file: SharedFile): Item {
  return { key: file.id, name: file.name, size: file.size, file };
}

function tooManyWords(most: number): string {
  return most === 1 ? "Only one file can be added here." : `Only ${most} files can be added here.`;
}
