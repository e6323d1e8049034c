/** What Slackbot says below the messages when a command failed. */

import { X } from "lucide-react";
import { useCallback, useState } from "react";
import buttons from "../../style/buttons.module.css";
import style from "./Slips.module.css";

export interface Slip {
  id: number;
  text: string;
}

export function useSlips() {
  const [slips, setSlips] = useState<Slip[]>([]);
  const add = useCallback((text: string) => {
    setSlips((before) => [
      // said again it need not stand twice
      ...before.filter((each) => each.text !== text),
      { id: Math.max(0, ...before.map((each) => each.id)) + 1, text },
    ]);
  }, []);
  const remove = useCallback((id: number) => {
    setSlips((before) => before.filter((each) => each.id !== id));
  }, []);
  return { slips, add, remove };
}

export function Slips({ slips, remove }: { slips: Slip[]; remove(id: number): void }) {
  return slips.map((slip) => (
    <div key={slip.id} className={style.slip}>
      <span className={style.face} aria-hidden>
        S
      </span>
      <div className={style.words}>
        <p className={style.note}>Only visible to you</p>
        <strong>Slackbot</strong>
        <p role="alert" className={style.text}>
          {slip.text}
        </p>
      </div>
      <button
        type="button"
        className={buttons.icon}
        aria-label="Dismiss"
        onClick={() => remove(slip.id)}
      >
        <X size={18} aria-hidden />
      </button>
    </div>
  ));
}
