/** An image that an app names by its address; one that cannot be loaded says so. */

import { ImageOff } from "lucide-react";
import { useState } from "react";
import { Lightbox } from "../conversation/Lightbox";
import styles from "./Picture.module.css";
import { local } from "./pictures";

interface Given {
  url: string;
  /** Empty where the words beside it say all. */
  alt: string;
  /** An icon or a thumbnail: it gives way to its words where it cannot be loaded. */
  small?: boolean;
  /** Opens large when pressed; a title stands above it there. */
  opens?: boolean;
  title?: string;
}

export function Picture({ url, alt, small = false, opens = false, title }: Given) {
  const address = local(url);
  const [state, setState] = useState<"loading" | "shown" | "failed">("loading");
  if (!address || state === "failed") {
    if (small) return alt ? <span className={styles.stand}>{alt}</span> : null;
    return <Missing url={url} alt={alt} here={address !== null} />;
  }
  const image = (
    <img
      className={`${small ? styles.small : styles.picture} ${styles[state]}`}
      src={address}
      alt={alt}
      loading="lazy"
      onLoad={() => setState("shown")}
      onError={() => setState("failed")}
    />
  );
  if (!opens) return image;
  return (
    <Lightbox url={address} alt={alt} title={title}>
      {image}
    </Lightbox>
  );
}

function Missing({ url, alt, here }: { url: string; alt: string; here: boolean }) {
  return (
    <div className={styles.missing}>
      <ImageOff size={20} aria-hidden="true" className={styles.sign} />
      <div>
        <div>{alt}</div>
        <div className={styles.why}>
          {here
            ? "The image could not be loaded."
            : `The image could not be loaded: it lies at ${hostOf(url)}, and this page asks nobody else.`}
        </div>
      </div>
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
