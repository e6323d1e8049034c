/** Files that go along with the next message. */

import { useCallback, useRef, useState } from "react";
import { ask, sentence } from "../../sandbox/control";
import type { SharedFile } from "../../sandbox/types";
import { notify } from "../../shell/said";

export interface Attached {
  key: number;
  name: string;
  size: number;
  /** Null while it is being uploaded. */
  id: string | null;
}

export function useFiles(user: string) {
  const [files, setFiles] = useState<Attached[]>([]);
  const newest = useRef(0);
  const remove = useCallback((key: number) => {
    setFiles((before) => before.filter((each) => each.key !== key));
  }, []);
  const add = useCallback(
    async (file: File) => {
      newest.current += 1;
      const key = newest.current;
      setFiles((before) => [...before, { key, name: file.name, size: file.size, id: null }]);
      try {
        const told = { user, name: file.name, content: await base64Of(file) };
        const { file: kept } = await ask<{ file: SharedFile }>("upload", told);
        setFiles((before) =>
          before.map((each) => (each.key === key ? { ...each, id: kept.id } : each)),
        );
      } catch (failure) {
        notify(`${file.name} was not attached. ${sentence(failure)}`);
        remove(key);
      }
    },
    [user, remove],
  );
  const clear = useCallback(() => setFiles([]), []);
  return { files, add, remove, clear, waiting: files.some((each) => each.id === null) };
}

async function base64Of(file: File): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  return url.slice(url.indexOf(",") + 1);
}
