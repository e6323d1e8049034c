/** Dialogs of the page's own: a question before a deed, and a picture seen large. */

import { button, fill, freshId, iconButton, make } from "./dom.js";
import { textObject } from "./mrkdwn.js";

/** Asks as a confirmation object says; answers whether the person agreed. */
export function confirmed(question) {
  return new Promise((resolve) => {
    const style = question.style === "danger" ? "danger" : "primary";
    const answer = (value) => {
      dialog.close();
      dialog.remove();
      resolve(value);
    };
    const title = make("h2", { id: freshId("title") }, question.title?.text || "Are you sure?");
    const dialog = make(
      "dialog",
      {
        class: "dialog small",
        role: "dialog",
        "aria-labelledby": title.id,
        on: { cancel: () => answer(false) },
      },
      title,
      make("div", { class: "dialog-body" }, ...textObject(question.text)),
      make(
        "div",
        { class: "dialog-foot" },
        button(question.deny?.text || "Cancel", () => answer(false), { class: "block-button" }),
        button(
          question.confirm?.text || "Yes",
          () => answer(true),
          { class: `block-button ${style}` },
        ),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Shows a picture as large as the window allows. */
export function lightbox(address, words) {
  const leave = () => {
    dialog.close();
    dialog.remove();
  };
  const dialog = make(
    "dialog",
    { class: "lightbox", role: "dialog", "aria-label": words, on: { click: leave, cancel: leave } },
  );
  fill(
    dialog,
    iconButton("×", "Close picture", leave),
    make("img", { src: address, alt: words }),
    make("p", {}, words),
  );
  document.body.append(dialog);
  dialog.showModal();
}
