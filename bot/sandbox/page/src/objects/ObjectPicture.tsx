/** A picture in a Work Object; one from elsewhere is told in words, for nothing leaves here. */

import { ImageOff } from "lucide-react";
import { useState } from "react";
import styles from "./Objects.module.css";

/** Whether a picture lies on this machine. */
export function isNear(url: string): boolean {
  if (url.startsWith("data:")) return true;
  return URL.canParse(url, location.href) && new URL(url, location.href).origin === location.origin;
}

export function ObjectPicture({ url, alt }: { url: string; alt: string }) {
  const [failed, setFailed] = useState(false);
  if (!failed && isNear(url)) {
    return <img className={styles.picture} src={url} alt={alt} onError={() => setFailed(true)} />;
  }
  return (
    <span className={styles.noPicture}>
      <ImageOff size={16} aria-hidden /> {alt || "A picture from elsewhere"}
    </span>
  );
}
