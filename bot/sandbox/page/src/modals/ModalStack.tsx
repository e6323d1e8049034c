/** The modals that are open for the person, the last one on top. */

import type { View } from "../sandbox/types";

export function ModalStack({ modals }: { modals: View[] }) {
  const top = modals.at(-1);
  return top ? <div role="dialog" aria-label={top.title?.text ?? ""} /> : null;
}
