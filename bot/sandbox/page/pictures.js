/** Pictures and files, always from the sandbox itself: nothing is fetched from elsewhere. */

import { lightbox } from "./dialogs.js";
import { make } from "./dom.js";

/** An address on this sandbox as a path, or null for one elsewhere. */
export function local(address) {
  if (!address) return null;
  const found = new URL(address, location.href);
  const here = found.port === location.port && [
    "127.0.0.1",
    "localhost",
    "[::1]",
    location.hostname,
  ].includes(found.hostname);
  return here ? found.pathname + found.search : null;
}

/** The address of an image block's or element's picture. */
export function addressOf(image, { workspace, user }) {
  if (image.image_url) return local(image.image_url);
  if (image.slack_file?.url) return local(image.slack_file.url);
  return image.slack_file?.id ? `/files/${workspace}/${image.slack_file.id}/picture?person=${user}` : null;
}

/** A picture that opens large, or its words where it may not or cannot be shown. */
export function picture(address, words, attributes = {}) {
  if (!address) return make(
    "span",
    { class: "no-picture", role: "img", "aria-label": words },
    `🖼 ${words}`,
  );
  const image = make("img", { src: address, alt: words, loading: "lazy" });
  const node = make(
    "button",
    {
      type: "button",
      class: "picture",
      "aria-label": `Open picture: ${words}`,
      on: { click: () => lightbox(address, words) },
      ...attributes,
    },
    image,
  );
  image.addEventListener("error", () => node.replaceWith(picture(null, words)), { once: true });
  return node;
}

/** A file that a message carries. */
export function file(found) {
  const address = local(found.url_private);
  if (found.mimetype?.startsWith("image/")) {
    return make(
      "figure",
      { class: "file" },
      make("figcaption", {}, found.title || found.name),
      picture(address, found.alt_txt || found.title || found.name),
    );
  }
  return make(
    "a",
    {
      class: "file-card",
      href: address || "#",
      download: found.name,
      "aria-label": `Download ${found.name}`,
    },
    make("span", { class: "file-sign", "aria-hidden": "true" }, "📄"),
    make(
      "span",
      {},
      make("strong", {}, found.title || found.name),
      make("small", {}, `${found.name} · ${sizeOf(found.size)}`),
    ),
  );
}

function sizeOf(bytes) {
  if (!bytes) return "empty";
  return bytes < 1024 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(1)} kB`;
}
