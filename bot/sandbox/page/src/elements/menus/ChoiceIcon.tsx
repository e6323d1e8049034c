/** What stands before a person or a conversation in a menu. */

import { Hash, Lock } from "lucide-react";
import { Avatar } from "../../shell/Avatar";
import type { Choice } from "./choices";

export function ChoiceIcon({ choice }: { choice: Choice }) {
  if (choice.person) return <Avatar person={choice.person} name={choice.label} size={20} />;
  if (choice.kind === "channel") return <Hash size={14} aria-hidden="true" />;
  if (choice.kind === "private") return <Lock size={14} aria-hidden="true" />;
  return null;
}
