/**
 * Who looks, and at what: kept in the address, so that reload, Back and a second window work.
 *
 * `#URAVI/CSALES/messages/THREAD?message=TS`
 */

import { useSyncExternalStore } from "react";

export type Tab = "home" | "messages" | "about";

/** In place of a channel's id: the app's own conversation, whoever looks. */
export const APP = "app";

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
export function goTo(change: Partial<Place>, { replace = false, keepLink = false } = {}): void {
  const address = addressOf(change);
  const search = keepLink ? window.location.search : "";
  if (address === window.location.hash && window.location.search === search) return;
  const url = `/${search}${address}`;
  if (replace) window.history.replaceState(null, "", url);
  else window.history.pushState(null, "", url);
  window.dispatchEvent(new Event("popstate"));
}

/** The place that the query of a permalink names; `/archives/…` comes as one. */
export function linked(): (Partial<Place> & { channel: string }) | null {
  const link = new URLSearchParams(window.location.search);
  const channel = link.get("channel");
  if (!channel) return null;
  const thread = link.get("thread_ts");
  return { channel, tab: "messages", message: timestamp(link.get("message")), thread };
}

/** A permalink writes 1795435200000200 for the ts 1795435200.000200. */
function timestamp(told: string | null): string | null {
  return told && /^\d{7,}$/.test(told) ? `${told.slice(0, -6)}.${told.slice(-6)}` : told;
}
