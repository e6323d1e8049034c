/** A link that a person or an app wrote: it opens elsewhere, and only where links may lead. */

import type { ReactNode } from "react";

const SAFE = new Set(["http:", "https:", "mailto:", "tel:"]);

function safe(url: string): string | null {
  try {
    return SAFE.has(new URL(url).protocol) ? url : null;
  } catch {
    return null;
  }
}

export function SlackLink({ url, children }: { url: string; children: ReactNode }) {
  const address = safe(url);
  if (!address) return <span title={url}>{children}</span>;
  // a permalink of this sandbox stays in its window
  const here = new URL(address).origin === window.location.origin;
  return (
    <a href={address} {...(here ? {} : { target: "_blank", rel: "noopener noreferrer" })}>
      {children}
    </a>
  );
}
