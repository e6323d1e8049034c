/** The step of the tour that is to be done next, and the help to do it. */

import { handOver, keyOf } from "../conversation/composer/drafts";
import { CopyButton } from "../inspector/CopyButton";
import { goTo, usePlace } from "../sandbox/place";
import { usePeople } from "../sandbox/queries";
import type { Step } from "./state";
import styles from "./Tour.module.css";

export function StepView({ step }: { step: Step }) {
  const { user, channel, tab } = usePlace();
  const people = usePeople().flatMap((each) => each.people);
  const name = people.find((each) => each.id === step.user)?.real_name.split(" ")[0] ?? step.user;
  const there = user === step.user && channel === step.channel && tab === step.tab;
  const { text } = step;
  return (
    <>
      <h3 className={styles.name}>{step.title}</h3>
      <p className={styles.words}>{step.words}</p>
      {text && <code className={styles.text}>{text}</code>}
      <div className={styles.buttons}>
        {!there && (
          <button
            type="button"
            className={styles.button}
            onClick={() => goTo({ user: step.user, channel: step.channel, tab: step.tab })}
          >
            Take me there as {name}
          </button>
        )}
        {there && text && (
          <button
            type="button"
            className={styles.button}
            onClick={() => handOver(keyOf(user, channel), text)}
          >
            Put it in the composer
          </button>
        )}
        {text && <CopyButton text={() => text} what="the text" />}
      </div>
    </>
  );
}
