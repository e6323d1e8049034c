/** The list of what may be meant, above the composer; the field keeps the focus. */

import { Avatar } from "../../shell/Avatar";
import style from "./Completion.module.css";
import type { Offered, Suggestion } from "./suggestions";

interface Given {
  id: string;
  offered: Offered;
  active: number;
  choose(suggestion: Suggestion): void;
}

export function Completion({ id, offered, active, choose }: Given) {
  return (
    <div className={style.popup}>
      <div className={style.kind} aria-hidden>
        {offered.kind}
      </div>
      <div id={id} className={style.list} role="listbox" aria-label={offered.kind}>
        {offered.suggestions.map((each, index) => (
          <div
            key={each.key}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            className={style.option}
            aria-selected={index === active}
            // a press must not take the focus out of the field
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(each)}
            onKeyDown={(event) => event.key === "Enter" && choose(each)}
          >
            <span className={style.sign} aria-hidden>
              {each.person ? (
                <Avatar person={each.person} name={each.label} size={24} />
              ) : (
                each.sign
              )}
            </span>
            <span className={style.label}>{each.label}</span>
            <span className={style.detail}>{each.detail}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
