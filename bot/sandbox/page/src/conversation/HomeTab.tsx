/** The app's Home tab as the person sees it. */

export function HomeTab() {
  return <div role="tabpanel" aria-label="Home" />;
}
