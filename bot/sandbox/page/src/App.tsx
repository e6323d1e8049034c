/** Finds out who looks and where, and shows them their screen. */

import { QueryClientProvider } from "@tanstack/react-query";
import { useEffect } from "react";
import { sentence } from "./sandbox/control";
import { goTo, usePlace } from "./sandbox/place";
import { client, useChanges, usePeople, useScreenOf } from "./sandbox/queries";
import { ScreenProvider } from "./sandbox/ScreenContext";
import { arrival, remember } from "./shell/arrival";
import { ErrorBoundary } from "./shell/ErrorBoundary";
import { Notices } from "./shell/Notices";
import { Shell } from "./shell/Shell";
import { notify } from "./shell/said";
import { useTheme } from "./shell/theme";
import { Unreachable } from "./shell/Unreachable";

export function App() {
  useTheme();
  return (
    <ErrorBoundary>
      <QueryClientProvider client={client}>
        <Unreachable />
        <Page />
      </QueryClientProvider>
    </ErrorBoundary>
  );
}

function Page() {
  const place = usePlace();
  const workspaces = usePeople();
  const { data: screen, error } = useScreenOf(place.user);
  useChanges();
  useEffect(() => {
    const arrived = arrival(place, workspaces, screen);
    if (arrived?.words) notify(arrived.words);
    if (arrived) goTo(arrived.change, { replace: true, keepLink: arrived.keepLink });
    if (screen) remember(screen.user);
  }, [place, workspaces, screen]);
  if (!screen) return error ? <p role="alert">{sentence(error)}</p> : null;
  if (!place.channel) return null;
  return (
    <ScreenProvider value={screen}>
      <Shell />
      <Notices />
    </ScreenProvider>
  );
}
