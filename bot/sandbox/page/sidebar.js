/** Who looks, and the conversations they are in. */

import { button, fill, make } from "./dom.js";
import { titleOf } from "./names.js";
import { state } from "./state.js";

const SIGNS = { channel: "#", private: "🔒", dm: "●", app_dm: "◆" };

let drawn = null;

/** Draws the sidebar; `become(user)`, `enter(channel)` and `inspect()` are what can be done in it. */
export function sidebar(node, { become, enter, inspect }) {
  const { screen, workspaces, user } = state;
  const sign = JSON.stringify([user, state.channel, state.inspector, screen.channels]);
  // drawing anew would close a list of people that is just open
  if (sign === drawn) return;
  drawn = sign;
  const here = workspaces.find((each) => each.id === screen.workspace);
  const people = make("select", { id: "person", on: { change: () => become(people.value) } });
  for (const workspace of workspaces) {
    people.append(
      make(
        "optgroup",
        { label: workspace.name },
        ...workspace.people.map((each) => make("option", { value: each.id }, nameOf(each))),
      ),
    );
  }
  people.value = user;
  const groups = [
    ["Apps", screen.channels.filter((each) => each.kind === "app_dm")],
    [
      "Channels",
      screen.channels.filter((each) => each.kind === "channel" || each.kind === "private"),
    ],
    ["Direct messages", screen.channels.filter((each) => each.kind === "dm")],
  ];
  const focused = node.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  fill(
    node,
    make(
      "div",
      { class: "workspace" },
      make("h1", {}, here.name),
      make("label", { for: "person" }, "You are"),
      people,
    ),
    ...groups.filter(([, list]) => list.length).map(
      ([title, list]) => make(
        "section",
        {},
        make("h2", {}, title),
        make("ul", {}, ...list.map((each) => row(each, enter))),
      ),
    ),
    make(
      "div",
      { class: "sidebar-foot" },
      make("p", {}, "A Slack to try things in. Nothing leaves this machine."),
      button(
        "Inspector",
        inspect,
        { "aria-pressed": String(state.inspector), "data-key": "inspector" },
      ),
    ),
  );
  people.dataset.key = "person";
  if (focused) [...node.querySelectorAll("[data-key]")].find(
    (each) => each.dataset.key === focused,
  )?.focus();
}

function nameOf(person) {
  const notes = [person.is_admin && "admin", person.is_guest && "guest"].filter(Boolean);
  return [
    person.real_name || person.name,
    notes.length && `(${notes.join(", ")})`,
  ].filter(Boolean).join(" ");
}

function row(channel, enter) {
  const current = channel.id === state.channel;
  const named = channel.kind === "channel" || channel.kind === "private";
  const name = named ? channel.name : titleOf(channel);
  const unread = channel.unread > 0 && !current;
  return make(
    "li",
    {},
    make(
      "button",
      {
        type: "button", class: `channel${unread ? " unread" : ""}`,
        "aria-current": current ? "page" : null, "data-key": channel.id,
        "aria-label": unread ? `${name}, ${channel.unread} unread` : name, on: {
          click: () => enter(channel.id),
        },
      },
      make("span", { class: "channel-sign", "aria-hidden": "true" }, SIGNS[channel.kind] ?? "#"),
      make("span", { class: "channel-name" }, name),
      unread && make("span", { class: "count" }, String(channel.unread)),
    ),
  );
}
