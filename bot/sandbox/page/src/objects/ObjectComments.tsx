/** The comments on a Work Object: asked for when wanted, with a field for one's own. */

import { type FormEvent, useId, useState } from "react";
import { SlackLink } from "../blocks/SlackLink";
import { act, sentence, tryTo } from "../sandbox/control";
import { useScreen } from "../sandbox/ScreenContext";
import type { ObjectTalk } from "../sandbox/types";
import buttons from "../style/buttons.module.css";
import { Comment } from "./Comment";
import styles from "./ObjectComments.module.css";

export function ObjectComments({ talk, count }: { talk: ObjectTalk | null; count: number }) {
  const { user } = useScreen();
  const named = useId();
  const read = (more: boolean) => tryTo("read_comments", { user, more });
  if (!talk) {
    return (
      <button
        type="button"
        className={`${buttons.plain} ${styles.button}`}
        onClick={() => read(false)}
      >
        {count === 1 ? "Show 1 comment" : `Show ${count} comments`}
      </button>
    );
  }
  return (
    <section className={styles.comments} aria-labelledby={named}>
      <h4 id={named}>Comments</h4>
      <ul>
        {talk.comments.map((each) => (
          <Comment key={each.id} comment={each} deletable={talk.may_delete} />
        ))}
      </ul>
      <State talk={talk} read={read} />
      {talk.may_post && <Own trouble={talk.trouble} />}
    </section>
  );
}

function State({ talk, read }: { talk: ObjectTalk; read: (more: boolean) => void }) {
  const { app } = useScreen();
  switch (talk.state) {
    case "loading":
      return <p role="status">Loading the comments…</p>;
    case "sign_in":
      return (
        <p>
          You see the comments once you have signed in.{" "}
          <SlackLink url={talk.sign_in_url ?? ""}>Sign in</SlackLink>
        </p>
      );
    case "silent":
      return (
        <p>
          {app.name} told no comments within three seconds.{" "}
          <button
            type="button"
            className={`${buttons.plain} ${styles.button}`}
            onClick={() => read(false)}
          >
            Ask again
          </button>
        </p>
      );
    case "shown":
      if (talk.more) {
        return (
          <button
            type="button"
            className={`${buttons.plain} ${styles.button}`}
            onClick={() => read(true)}
          >
            Show more comments
          </button>
        );
      }
      return talk.comments.length === 0 ? <p>Nobody has said anything yet.</p> : null;
  }
}

function Own({ trouble }: { trouble: string | null }) {
  const { user } = useScreen();
  const [text, setText] = useState("");
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (sending) return;
    setSending(true);
    setFailure(null);
    try {
      await act("write_comment", { user, text });
      setText("");
    } catch (refusal) {
      setFailure(sentence(refusal));
    }
    setSending(false);
  };
  return (
    <form className={styles.own} onSubmit={send}>
      <textarea
        aria-label="Your comment"
        placeholder="Write a comment"
        rows={2}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {(failure ?? trouble) && (
        <p role="alert" className={styles.trouble}>
          {failure ?? trouble}
        </p>
      )}
      <button
        type="submit"
        className={`${buttons.plain} ${styles.button}`}
        aria-disabled={sending || undefined}
      >
        {sending ? "Sending…" : "Comment"}
      </button>
    </form>
  );
}
