/** What went wrong, for a moment or until it is put away. */

import { dismiss, useNotices } from "./said";

export function Notices() {
  return (
    <div role="status" aria-live="polite" aria-label="Notices">
      {useNotices().map((each) => (
        <button type="button" key={each.id} onClick={() => dismiss(each.id)}>
          {each.text}
        </button>
      ))}
    </div>
  );
}
