/** Opens what a button leads to; the page itself stays, and the other one learns nothing of it. */

export function openLink(url: unknown): void {
  if (typeof url !== "string" || !/^https?:\/\//i.test(url)) return;
  window.open(url, "_blank", "noopener,noreferrer");
}
