/** What the app's manifest says of it. */

export function AboutTab() {
  return <div role="tabpanel" aria-label="About" />;
}
