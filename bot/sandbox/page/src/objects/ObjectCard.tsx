/** One Work Object below a message; pressing its title opens the panel. */

import { MessageSquare } from "lucide-react";
import { tryTo } from "../sandbox/control";
import { useScreen } from "../sandbox/ScreenContext";
import type { WorkObject } from "../sandbox/types";
import { ObjectActions, type ObjectPlace } from "./ObjectActions";
import { ObjectFields } from "./ObjectFields";
import { ObjectHead } from "./ObjectHead";
import styles from "./Objects.module.css";

// The rest stands in the panel.
const MOST_FIELDS = 6;

interface Given {
  object: WorkObject;
  place: ObjectPlace;
}

export function ObjectCard({ object, place }: Given) {
  const { user } = useScreen();
  const open = () => tryTo("open_object", { user, ...place, url: object.url });
  return (
    <section className={styles.card} aria-label={`${object.display_type}: ${object.title}`}>
      <ObjectHead object={object} open={open} />
      <ObjectFields fields={object.fields.slice(0, MOST_FIELDS)} />
      {object.comments !== null && (
        <p className={styles.comments}>
          <MessageSquare size={14} aria-hidden />
          {object.comments === 1 ? "1 comment" : `${object.comments} comments`}
        </p>
      )}
      <ObjectActions object={object} place={place} />
    </section>
  );
}
