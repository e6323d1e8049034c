/** What the app's manifest says of it. */

import type { ReactNode } from "react";
import { useScreen } from "../sandbox/ScreenContext";
import styles from "./AboutTab.module.css";
import { Avatar } from "./Avatar";
import { wordsOf } from "./scopes";

export function AboutTab() {
  const { app, about, commands, shortcuts } = useScreen();
  const every = [
    ...shortcuts.global.map((each) => ({ ...each, where: "anywhere" })),
    ...shortcuts.message.map((each) => ({ ...each, where: "on a message" })),
  ];
  return (
    <div className={styles.tab}>
      <header className={styles.head}>
        <Avatar person={app.bot_user} name={app.name} size={64} />
        <div>
          <h2 className={styles.name}>{app.name}</h2>
          <p className={styles.words}>{about.description}</p>
        </div>
      </header>
      {about.long_description && <p>{about.long_description}</p>}
      <Part title="Commands" empty={`${app.name} has no slash commands.`}>
        {commands.map((each) => (
          <Line key={each.command} name={each.command} usage={each.usage_hint}>
            {each.description}
          </Line>
        ))}
      </Part>
      <Part title="Shortcuts" empty={`${app.name} has no shortcuts.`}>
        {every.map((each) => (
          <Line key={each.callback_id} name={each.name} usage={each.where}>
            {each.description}
          </Line>
        ))}
      </Part>
      <Part title="What it may do" empty="Without a manifest everything is allowed.">
        {about.scopes.map((each) => (
          <Line key={each} name={wordsOf(each)} usage={each} />
        ))}
      </Part>
      {about.unfurl_domains.length > 0 && (
        <Part title="Links it knows" empty="">
          {about.unfurl_domains.map((each) => (
            <Line key={each} name={each} usage="" />
          ))}
        </Part>
      )}
    </div>
  );
}

function Part({ title, empty, children }: { title: string; empty: string; children: ReactNode[] }) {
  return (
    <section>
      <h3 className={styles.heading}>{title}</h3>
      {children.length === 0 ? (
        <p className={styles.words}>{empty}</p>
      ) : (
        <ul className={styles.list}>{children}</ul>
      )}
    </section>
  );
}

function Line({ name, usage, children }: { name: string; usage: string; children?: string }) {
  return (
    <li className={styles.line}>
      <strong>{name}</strong> {usage && <code className={styles.usage}>{usage}</code>}
      {children && <p className={styles.words}>{children}</p>}
    </li>
  );
}
