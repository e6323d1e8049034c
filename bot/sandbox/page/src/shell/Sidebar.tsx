/** The workspace, who looks, and where they can go. */

import { goTo } from "../sandbox/place";
import { useScreen } from "../sandbox/ScreenContext";

export function Sidebar() {
  const screen = useScreen();
  return (
    <nav aria-label="Workspace">
      {screen.channels.map((each) => (
        <button type="button" key={each.id} onClick={() => goTo({ channel: each.id })}>
          {each.name}
        </button>
      ))}
    </nav>
  );
}
