/**
 * Who looks, and at what: kept in the address, so that reload, Back and a second window work.
 *
 * `#URAVI/CSALES/messages/THREAD?message=TS`
 */

import { useSyncExternalStore } from "react";

export type Tab = "home" | "messages" | "about";

export interface Place {
  user: string;
  channel: string;
  tab: Tab;
  /** The thread in the side pane, by the ts of its first message. */
  thread: string | null;
  /** The message that a permalink points at. */
  message: string | null;
}

let told = "";
let place: Place = read();

function read(): Place {
  told = window.location.hash;
  const [path = "", query = ""] = told.slice(1).split("?");
  const [user = "", channel = "", tab = "messages", thread = ""] = path.split("/");
  return {
    user,
    channel,
    tab: tab === "home" || tab === "about" ? tab : "messages",
    thread: thread || null,
    message: new URLSearchParams(query).get("message"),
  };
}

function current(): Place {
  if (window.location.hash !== told) place = read();
  return place;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  window.addEventListener("popstate", listener);
  return () => {
    window.removeEventListener("hashchange", listener);
    window.removeEventListener("popstate", listener);
  };
}

/** Where the page is. */
export function usePlace(): Place {
  return useSyncExternalStore(subscribe, current);
}

/** The address of a place beside the one shown; a new channel leaves its thread behind. */
export function addressOf(change: Partial<Place>): string {
  const next = { ...current(), thread: null, message: null, ...change };
  const path = [next.user, next.channel, next.tab, ...(next.thread ? [next.thread] : [])];
  return `#${path.join("/")}${next.message ? `?message=${next.message}` : ""}`;
}

/** Goes there; Back comes back unless the place only completes the address. */
export function goTo(change: Partial<Place>, { replace = false } = {}): void {
  const address = addressOf(change);
  if (address === window.location.hash && window.location.search === "") return;
  const url = `/${address}`;
  if (replace) window.history.replaceState(null, "", url);
  else window.history.pushState(null, "", url);
  window.dispatchEvent(new Event("popstate"));
}

/** The message that the query of a permalink names; `/archives/…` comes as one. */
export function linked(): Partial<Place> | null {
  const link = new URLSearchParams(window.location.search);
  const channel = link.get("channel");
  if (!channel) return null;
  return { channel, tab: "messages", message: link.get("message"), thread: link.get("thread_ts") };
}
