/** Short notices over the page: failures as Slack words them, and what the sandbox refuses. */

import { fill, iconButton, make } from "./dom.js";

const shown = new Set();
const STAYS = 12000;

/** Shows a sentence until it is dismissed or its time is over. */
export function notify(text, kind = "info") {
  const box = document.getElementById("notices");
  if ([...box.querySelectorAll("p")].some((each) => each.textContent === text)) return;
  const notice = make(
    "div",
    { class: `notice ${kind}`, role: kind === "error" ? "alert" : "status" },
  );
  const remove = () => notice.remove();
  fill(notice, make("p", {}, text), iconButton("×", "Dismiss", remove));
  box.append(notice);
  setTimeout(remove, STAYS);
}

/** Shows those of the person's notices that have come since the page was opened. */
export function showNew(user, notices, { first }) {
  for (const notice of notices) {
    const key = `${user} ${notice.at} ${notice.text}`;
    if (!shown.has(key) && !first) notify(notice.text, "error");
    shown.add(key);
  }
}
