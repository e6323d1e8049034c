/** A notice in a modal: what it is about shows in its colour, its sign and its name. */

import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import type { Block } from "../sandbox/types";
import styles from "./Alert.module.css";
import { Mrkdwn } from "./Mrkdwn";

const LEVELS: Record<string, [sign: LucideIcon, name: string, role: "alert" | "status"]> = {
  default: [Info, "Note", "status"],
  info: [Info, "Information", "status"],
  success: [CircleCheck, "Success", "status"],
  warning: [TriangleAlert, "Warning", "alert"],
  error: [CircleAlert, "Error", "alert"],
};
const PLAIN = LEVELS.default ?? [Info, "Note", "status"];

export function Alert({ block }: { block: Block }) {
  const level = String(block.level ?? "default");
  const [Sign, name, role] = LEVELS[level] ?? PLAIN;
  return (
    <div role={role} className={`${styles.alert} ${styles[level] ?? ""}`}>
      <Sign size={20} aria-hidden="true" className={styles.sign} />
      <span className="visually-hidden">{name}: </span>
      <Mrkdwn text={block.text} />
    </div>
  );
}
