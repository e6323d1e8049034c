/** What may follow the command that was just chosen, greyed behind it. */

import { useScreen } from "../../sandbox/ScreenContext";
import style from "./Composer.module.css";

export function UsageHint({ text }: { text: string }) {
  const { commands } = useScreen();
  const chosen = commands.find((each) => text === `${each.command} `);
  if (!chosen?.usage_hint) return null;
  return (
    <div className={style.hint}>
      <span className={style.taken}>{text}</span>
      {chosen.usage_hint}
    </div>
  );
}
