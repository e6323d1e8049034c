/** Who and where: the names behind ids, as the last look at the sandbox told them. */

const people = new Map();
const channels = new Map();

/** Remembers everybody in every workspace. */
export function learnPeople(workspaces) {
  for (const workspace of workspaces) {
    for (const person of workspace.people) people.set(
      person.id,
      { ...person, workspace: workspace.id },
    );
  }
}

/** Remembers the channels and the app that one person sees. */
export function learnScreen(screen) {
  for (const channel of screen.channels) channels.set(channel.id, channel);
  const app = {
    id: screen.app.bot_user,
    name: screen.app.name,
    real_name: screen.app.name,
    is_app: true,
  };
  people.set(screen.app.bot_user, { ...app, workspace: screen.workspace });
}

export function person(id) {
  return people.get(id);
}

export function personName(id) {
  const found = people.get(id);
  return found ? found.real_name || found.name : id;
}

/** Everybody a menu of people may offer: those of one workspace. */
export function peopleOf(workspace) {
  return [...people.values()].filter((each) => each.workspace === workspace && !each.is_app);
}

export function channelName(id) {
  const channel = channels.get(id);
  return channel ? titleOf(channel) : id;
}

/** What stands over a conversation. */
export function titleOf(channel) {
  if (channel.kind === "app_dm") return channel.name || "Dealdesk";
  if (channel.kind === "dm") return channel.with ? personName(channel.with) : channel.name;
  return `#${channel.name}`;
}
