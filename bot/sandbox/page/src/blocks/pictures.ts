/** Where pictures come from: the sandbox itself, since nothing is fetched from elsewhere. */

import { useScreen } from "../sandbox/ScreenContext";
import type { Json } from "../sandbox/types";

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** An address on this sandbox, under whichever name, as one that the page may load; else null. */
export function local(address: string): string | null {
  try {
    const found = new URL(address, window.location.href);
    if (found.protocol === "data:" || found.protocol === "blob:") return found.href;
    const { port, hostname } = window.location;
    const here = found.hostname === hostname || LOOPBACK.has(found.hostname);
    return here && found.port === port ? found.pathname + found.search : null;
  } catch {
    return null;
  }
}

/** The address that an image block or element names, by itself or through a file. */
export function usePictureAddress(image: Json): string {
  const { workspace, user } = useScreen();
  if (image.image_url) return String(image.image_url);
  const file = image.slack_file ?? {};
  if (file.url) return String(file.url);
  return `/files/${workspace}/${file.id ?? ""}/picture?person=${user}`;
}
