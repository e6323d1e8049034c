/** Starts the page, and keeps it true to what the sandbox holds. */

import { act, read } from "./api.js";
import { Conversation } from "./conversation.js";
import { fill, make } from "./dom.js";
import { Inspector } from "./inspector.js";
import { showModals } from "./modal.js";
import { learnPeople, learnScreen } from "./names.js";
import { notify, showNew } from "./notices.js";
import { sidebar } from "./sidebar.js";
import { channel, channels, recalled, remember, state } from "./state.js";
import { Thread } from "./thread.js";

const app = document.getElementById("app");
const sideNode = document.getElementById("side");
const nav = document.getElementById("sidebar");

let thread = null;
let inspector = null;
let running = null;
let again = false;

const conversation = new Conversation(document.getElementById("conversation"), {
  openThread, chooseTab, openSidebar: () => app.classList.add("sidebar-open"), after: refresh,
});

/** Reads everything shown again; calls that come meanwhile are one call afterwards. */
function refresh() {
  if (running) {
    again = true;
    return running;
  }
  running = show().catch(unreachable).finally(() => {
    running = null;
    if (again) {
      again = false;
      refresh();
    }
  });
  return running;
}

function unreachable(failure) {
  notify(`The sandbox cannot be reached: ${failure.message}`, "error");
}

async function show() {
  const { user } = state;
  const screen = await read("/sandbox/screen", { user });
  if (user !== state.user) return;
  state.screen = screen;
  learnScreen(screen);
  if (!channel()) state.channel = (
    screen.channels.find((each) => each.kind === "channel") ?? screen.channels[0]
  )?.id ?? null;
  remember();
  sidebar(nav, { become, enter, inspect });
  showModals(screen, channels);
  showNew(user, screen.notices, { first: state.first });
  state.first = false;
  await Promise.all([conversation.refresh(), thread?.refresh(), inspector?.refresh()]);
  await markRead();
}

async function markRead() {
  const here = channel();
  const looking = here && here.unread > 0 && document.visibilityState === "visible" && !(
    here.kind === "app_dm" && state.tab === "home"
  );
  if (looking) await act("/sandbox/read", { user: state.user, channel: here.id });
}

function become(user) {
  Object.assign(
    state,
    { user, channel: null, thread: null, tab: "messages", screen: null, first: true },
  );
  closeSide();
  listen();
  refresh();
}

function enter(id) {
  Object.assign(state, { channel: id, thread: null, tab: "messages" });
  app.classList.remove("sidebar-open");
  if (thread) closeSide();
  if (channel()?.kind === "app_dm") chooseTab("home");
  else refresh();
}

async function chooseTab(tab) {
  state.tab = tab;
  refresh();
  await act(tab === "home" ? "/sandbox/home" : "/sandbox/messages_tab", { user: state.user });
}

function openThread(ts) {
  inspector = null;
  state.inspector = false;
  thread = new Thread({ channel: state.channel, ts, close: closeSide, after: refresh });
  openSide(thread.node, "Thread");
}

function inspect() {
  if (inspector) return closeSide();
  thread = null;
  state.inspector = true;
  inspector = new Inspector({ close: closeSide });
  app.classList.remove("sidebar-open");
  return openSide(inspector.node, "Inspector");
}

function openSide(node, label) {
  sideNode.setAttribute("aria-label", label);
  sideNode.hidden = false;
  fill(sideNode, node);
  refresh();
}

function closeSide() {
  thread = null;
  inspector = null;
  state.inspector = false;
  sideNode.hidden = true;
  fill(sideNode);
  if (state.screen) refresh();
}

let source = null;

function listen() {
  source?.close();
  source = new EventSource(`/sandbox/changes?user=${encodeURIComponent(state.user)}`);
  source.addEventListener("message", refresh);
}

async function start() {
  const { workspaces } = await read("/sandbox/people");
  learnPeople(workspaces);
  state.workspaces = workspaces;
  const everybody = workspaces.flatMap((each) => each.people.map((person) => person.id));
  const before = recalled();
  state.user = everybody.includes(before.user) ? before.user : everybody[0];
  state.channel = before.channel || null;
  state.tab = before.tab;
  document.addEventListener("visibilitychange", refresh);
  nav.addEventListener(
    "keydown",
    (event) => event.key === "Escape" && app.classList.remove("sidebar-open"),
  );
  document.getElementById("conversation").addEventListener("click", leaveSidebar, true);
  listen();
  await refresh();
  if (channel()?.kind === "app_dm") await chooseTab(state.tab);
  if (before.message) point(before.message);
  document.body.dataset.ready = "true";
}

/** A click beside the open sidebar closes it, and does nothing else. */
function leaveSidebar(event) {
  if (!app.classList.contains("sidebar-open")) return;
  event.stopPropagation();
  event.preventDefault();
  app.classList.remove("sidebar-open");
}

function point(message) {
  const ts = `${message.slice(0, -6)}.${message.slice(-6)}`;
  const row = [...document.querySelectorAll("[data-ts]")].find((each) => each.dataset.ts === ts);
  if (!row) return;
  row.classList.add("pointed");
  row.scrollIntoView({ block: "center" });
}

start().catch(
  (failure) => fill(
    document.body,
    make("p", { class: "empty", role: "alert" }, `The page could not start: ${failure.message}`),
  ),
);
