/** The guided tour, where whoever started the sandbox gave it one. */

import { Check, ChevronDown, ChevronUp, X } from "lucide-react";
import { useId, useRef } from "react";
import { tryTo } from "../sandbox/control";
import { client } from "../sandbox/queries";
import buttons from "../style/buttons.module.css";
import { StepView } from "./StepView";
import { showTour, type TourTold, useShowing, useTour } from "./state";
import styles from "./Tour.module.css";
import { useRoom } from "./useRoom";

export function Tour() {
  const tour = useTour();
  const showing = useShowing();
  const heading = useId();
  const card = useRef<HTMLElement>(null);
  useRoom(card, tour !== null && showing !== "closed");
  if (!tour || showing === "closed") return null;
  const done = tour.steps.filter((each) => each.done).length;
  const small = showing === "small";
  const Fold = small ? ChevronUp : ChevronDown;
  return (
    <section
      ref={card}
      className={small ? `${styles.card} ${styles.small}` : styles.card}
      aria-labelledby={heading}
    >
      <header className={styles.head}>
        <h2 id={heading} className={styles.title}>
          {tour.title}
        </h2>
        <span className="visually-hidden" role="status">
          {done} of {tour.steps.length} done
        </span>
        <button
          type="button"
          className={`${buttons.icon} ${styles.icon}`}
          aria-label={small ? "Unfold the tour" : "Fold the tour up"}
          onClick={() => showTour(small ? "open" : "small")}
        >
          <Fold size={18} aria-hidden="true" />
        </button>
        <button
          type="button"
          className={`${buttons.icon} ${styles.icon}`}
          aria-label="Close the tour"
          onClick={() => showTour("closed")}
        >
          <X size={18} aria-hidden="true" />
        </button>
      </header>
      {!small && <Steps tour={tour} />}
    </section>
  );
}

function Steps({ tour }: { tour: TourTold }) {
  const next = tour.steps.findIndex((each) => !each.done);
  const step = tour.steps[next];
  return (
    <div className={styles.inside}>
      <ol className={styles.steps} aria-label="Steps">
        {tour.steps.map((each, index) => (
          <li
            key={each.title}
            className={each.done ? styles.done : styles.open}
            aria-current={index === next ? "step" : undefined}
            title={each.title}
          >
            <span className="visually-hidden">
              {each.title}
              {each.done ? " (done)" : ""}
            </span>
            <span aria-hidden="true">{each.done ? <Check size={14} /> : index + 1}</span>
          </li>
        ))}
      </ol>
      {step ? <StepView step={step} /> : <End tour={tour} />}
    </div>
  );
}

function End({ tour }: { tour: TourTold }) {
  const again = async () => {
    await tryTo("tour/reset", {});
    await client.invalidateQueries({ queryKey: ["tour"] });
  };
  return (
    <div className={styles.end}>
      <p>{tour.end}</p>
      <ul>
        {tour.links.map((each) => (
          <li key={each.url}>
            <a href={each.url}>{each.title}</a>
          </li>
        ))}
      </ul>
      <button type="button" className={styles.button} onClick={() => void again()}>
        Begin the tour again
      </button>
    </div>
  );
}
