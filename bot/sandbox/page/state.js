/** What the page shows now: who looks, at which conversation, and the last screen read. */

export const state = {
  user: null,
  channel: null,
  tab: "messages",
  thread: null,
  inspector: false,
  screen: null,
  workspaces: [],
  first: true,
};

/** The conversation that is open, as the screen tells it. */
export function channel() {
  return state.screen?.channels.find((each) => each.id === state.channel) ?? null;
}

/** The conversations of the person who looks. */
export function channels() {
  return state.screen?.channels ?? [];
}

/** Keeps who and where in the address, so that a reload comes back to it. */
export function remember() {
  const place = `#${state.user}/${state.channel ?? ""}/${state.tab}`;
  if (location.hash !== place) history.replaceState(null, "", `/${place}`);
}

/** Who and where the address says; a permalink names channel and message. */
export function recalled() {
  const [user, channelId, tab] = location.hash.slice(1).split("/");
  const link = new URLSearchParams(location.search);
  return {
    user,
    channel: link.get("channel") || channelId,
    tab: tab || "messages",
    message: link.get("message"),
  };
}
