/** Checkboxes and radio buttons. */

import { useId } from "react";
import { Mrkdwn } from "../../blocks/Mrkdwn";
import type { ElementProps } from "../ElementView";
import { useNaming } from "../named";
import { Trouble } from "../press/Trouble";
import { type Choice, groupsOf } from "./choices";
import styles from "./Listed.module.css";
import { useChosen } from "./useChosen";

export function Listed({ block, element }: ElementProps) {
  const id = useId();
  const several = element.type === "checkboxes";
  const { field, attributes } = useNaming(block, element);
  const known = groupsOf(element);
  const choices = known.flatMap((each) => each.choices);
  const { chosen, choose, failed, dialog, focused } = useChosen(block, element, { several, known });
  const isChosen = (choice: Choice) => chosen.some((each) => each.key === choice.key);
  const change = (choice: Choice) => {
    if (!several) return choose([choice]);
    // the app hears of them in the order of the list
    return choose(choices.filter((each) => isChosen(each) !== (each.key === choice.key)));
  };
  const { "aria-required": required, "aria-invalid": invalid, ...named } = attributes;
  return (
    <div>
      <div
        role={several ? "group" : "radiogroup"}
        className={styles.list}
        {...named}
        {...(several ? {} : { "aria-required": required, "aria-invalid": invalid })}
      >
        {choices.map((choice, index) => (
          <label key={choice.key} className={styles.one}>
            <input
              type={several ? "checkbox" : "radio"}
              id={index === 0 ? field?.controlId : undefined}
              name={id}
              checked={isChosen(choice)}
              aria-invalid={several ? invalid : undefined}
              // biome-ignore lint/a11y/noAutofocus: the app asked for it with focus_on_load
              autoFocus={index === 0 && focused}
              onChange={() => change(choice)}
            />
            <span className={styles.words}>
              {choice.text && <Mrkdwn text={choice.text} />}
              {choice.description && (
                <span className={styles.description}>
                  <Mrkdwn text={choice.description} />
                </span>
              )}
            </span>
          </label>
        ))}
      </div>
      <Trouble sentence={failed} />
      {dialog}
    </div>
  );
}
