/** One step of the tour: what to do, and the help to do it; a tick once it was done. */

import { Check } from "lucide-react";
import { CopyButton } from "../inspector/CopyButton";
import { goTo, usePlace } from "../sandbox/place";
import { usePeople } from "../sandbox/queries";
import { notify } from "../shell/said";
import type { Step } from "./state";
import styles from "./Tour.module.css";
import { typeIntoComposer } from "./typing";

interface Given {
  step: Step;
  number: number;
  open: boolean;
}

export function StepView({ step, number, open }: Given) {
  return (
    <li className={styles.step} data-done={step.done} aria-current={open ? "step" : undefined}>
      <p className={styles.name}>
        <span className={step.done ? styles.tick : styles.number} aria-hidden="true">
          {step.done ? <Check size={14} /> : number}
        </span>
        {step.title}
        {step.done && <span className="visually-hidden"> (done)</span>}
      </p>
      {open && <Help step={step} />}
    </li>
  );
}

function Help({ step }: { step: Step }) {
  const { user, channel, tab } = usePlace();
  const people = usePeople().flatMap((each) => each.people);
  const name = people.find((each) => each.id === step.user)?.real_name.split(" ")[0] ?? step.user;
  const there = user === step.user && channel === step.channel && tab === step.tab;
  const { text } = step;
  return (
    <>
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
          <button type="button" className={styles.button} onClick={() => put(text)}>
            Put it in the composer
          </button>
        )}
        {text && <CopyButton text={() => text} what="the text" />}
      </div>
    </>
  );
}

function put(text: string): void {
  if (!typeIntoComposer(text)) notify("There is no composer here; copy the text and paste it.");
}
