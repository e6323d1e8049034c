/** Finds out who looks and where, and shows them their screen. */

import { QueryClientProvider } from "@tanstack/react-query";
import { useEffect } from "react";
import { goTo, linked, type Place, usePlace } from "./sandbox/place";
import { client, useChanges, usePeople, useScreenOf } from "./sandbox/queries";
import { ScreenProvider } from "./sandbox/ScreenContext";
import type { Screen, Workspace } from "./sandbox/types";
import { Shell } from "./shell/Shell";

const LAST_PERSON = "sandbox.person";

export function App() {
  return (
    <QueryClientProvider client={client}>
      <Page />
    </QueryClientProvider>
  );
}

function Page() {
  const place = usePlace();
  const workspaces = usePeople();
  const { data: screen, error } = useScreenOf(place.user);
  useChanges();
  useEffect(() => {
    const change = completed(place, workspaces, screen);
    if (change) goTo(change, { replace: true });
    if (screen) window.localStorage.setItem(LAST_PERSON, screen.user);
  }, [place, workspaces, screen]);
  if (error) return <p role="alert">{error.message}</p>;
  if (!screen || !place.channel) return null;
  return (
    <ScreenProvider value={screen}>
      <Shell key={screen.user} />
    </ScreenProvider>
  );
}

/** What the address leaves open: who looks, and where they look first. */
function completed(place: Place, workspaces: Workspace[], screen?: Screen): Partial<Place> | null {
  const people = workspaces.flatMap((each) => each.people);
  if (people.length === 0) return null;
  if (!people.some((each) => each.id === place.user)) return { user: lastPerson(people) };
  if (screen?.user !== place.user) return null;
  const link = linked();
  if (link) return link;
  const known = [...screen.channels, ...screen.joinable].some((each) => each.id === place.channel);
  return known ? null : { channel: firstChannel(screen) };
}

function lastPerson(people: Workspace["people"]): string {
  const last = window.localStorage.getItem(LAST_PERSON);
  return people.find((each) => each.id === last)?.id ?? people[0]?.id ?? "";
}

/** Where the app is and people talk, else wherever one can be. */
function firstChannel(screen: Screen): string {
  const open = screen.channels.filter((each) => each.kind === "channel" && each.bot_is_member);
  return (open.at(-1) ?? screen.channels[0])?.id ?? "";
}
