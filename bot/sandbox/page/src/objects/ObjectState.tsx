/** What the panel says: that it waits, the details, or why there are none. */

import { CircleAlert, Lock, TimerOff } from "lucide-react";
import type { ReactNode } from "react";
import { SlackLink } from "../blocks/SlackLink";
import { tryTo } from "../sandbox/control";
import { useScreen } from "../sandbox/ScreenContext";
import type { OpenObject } from "../sandbox/types";
import buttons from "../style/buttons.module.css";
import { FieldMarkdown } from "./FieldMarkdown";
import { ObjectActions } from "./ObjectActions";
import { ObjectComments } from "./ObjectComments";
import { ObjectFields } from "./ObjectFields";
import styles from "./ObjectPanel.module.css";

export function ObjectState({ open }: { open: OpenObject }) {
  const { app, user } = useScreen();
  switch (open.state) {
    case "loading":
      return open.detailed ? <Details open={open} waiting /> : <Waiting />;
    case "shown":
      return <Details open={open} />;
    case "sign_in":
      return (
        <Said
          icon={<Lock size={28} aria-hidden />}
          title={`Sign in to ${open.object.product_name}`}
        >
          <p>You see the details once you are signed in there.</p>
          <p>
            <SlackLink url={open.sign_in_url ?? ""}>Sign in</SlackLink>
          </p>
        </Said>
      );
    case "silent":
      return (
        <Said icon={<TimerOff size={28} aria-hidden />} title="No details came">
          <p>{app.name} did not answer within three seconds.</p>
          <button
            type="button"
            className={buttons.plain}
            onClick={() => tryTo("refresh_object", { user })}
          >
            Try again
          </button>
        </Said>
      );
    case "error":
      return <Refused open={open} />;
  }
}

function Details({ open, waiting = false }: { open: OpenObject; waiting?: boolean }) {
  const { object } = open;
  const { user } = useScreen();
  return (
    <div className={styles.details} aria-busy={waiting}>
      {waiting && (
        <p role="status" className={styles.soft}>
          Refreshing…
        </p>
      )}
      <ObjectFields fields={object.fields} />
      {object.fields.length === 0 && <p className={styles.soft}>There is nothing more to show.</p>}
      <div className={styles.buttons}>
        {object.editable && (
          <button
            type="button"
            className={buttons.plain}
            onClick={() => tryTo("edit_object", { user, on: true })}
          >
            Edit
          </button>
        )}
        <ObjectActions object={object} place={null} />
      </div>
      {object.comments !== null && <ObjectComments talk={open.talk} count={object.comments} />}
      <p className={styles.links}>
        <SlackLink url={object.url}>Open in {object.product_name}</SlackLink>
        {open.permalink && <SlackLink url={open.permalink}>Go to the message</SlackLink>}
      </p>
    </div>
  );
}

function Refused({ open }: { open: OpenObject }) {
  const { error, object } = open;
  if (!error) return null;
  const actions = { url: object.url, primary_actions: error.actions, overflow_actions: [] };
  return (
    <Said icon={<CircleAlert size={28} aria-hidden />} title={error.title}>
      <FieldMarkdown text={error.message} />
      <ObjectActions object={actions} place={null} />
    </Said>
  );
}

function Said({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <div role="status" className={styles.said}>
      {icon}
      <h3>{title}</h3>
      {children}
    </div>
  );
}

function Waiting() {
  return (
    <div role="status" aria-label="Loading the details" className={styles.waiting}>
      <span />
      <span />
      <span />
    </div>
  );
}
