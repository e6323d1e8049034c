/** An image that an app names by address or file; one that cannot be loaded says so. */

import { useState } from "react";
import styles from "./Picture.module.css";

interface Given {
  url: string;
  /** Empty where the words beside it say all. */
  alt: string;
  /** An icon or a thumbnail: it vanishes where it cannot be loaded. */
  small?: boolean;
}

/** Whether the page may load it: nothing leaves the machine. */
function isHere(url: string): boolean {
  try {
    const { protocol, origin } = new URL(url, window.location.href);
    return origin === window.location.origin || protocol === "data:" || protocol === "blob:";
  } catch {
    return false;
  }
}

export function Picture({ url, alt, small = false }: Given) {
  const here = isHere(url);
  const [state, setState] = useState<"loading" | "shown" | "failed">("loading");
  if (!here || state === "failed") {
    if (small) return alt ? <span className={styles.stand}>{alt}</span> : null;
    return <Missing url={url} alt={alt} here={here} />;
  }
  return (
    <img
      className={`${small ? styles.small : styles.picture} ${styles[state]}`}
      src={url}
      alt={alt}
      loading="lazy"
      onLoad={() => setState("shown")}
      onError={() => setState("failed")}
    />
  );
}

function Missing({ url, alt, here }: { url: string; alt: string; here: boolean }) {
  return (
    <div className={styles.missing} role="img" aria-label={alt || "Image"}>
      <span>{alt}</span>
      <span className={styles.why}>
        {here
          ? "The image could not be loaded."
          : `The image at ${hostOf(url)} is not loaded: nothing leaves this machine.`}
      </span>
    </div>
  );
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return "an address that is none";
  }
}
