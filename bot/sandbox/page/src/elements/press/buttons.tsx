/** Buttons: those that tell the app, lead elsewhere, start workflows, or take feedback. */

import {
  ExternalLink,
  type LucideIcon,
  ThumbsDown,
  ThumbsUp,
  Trash2,
  Workflow,
} from "lucide-react";
import { Mrkdwn } from "../../blocks/Mrkdwn";
import { useScreen } from "../../sandbox/ScreenContext";
import type { Json } from "../../sandbox/types";
import { useSurface } from "../../surface/Surface";
import type { ElementProps } from "../ElementView";
import { plainly } from "../named";
import { openLink } from "./openLink";
import { Pressable } from "./Pressable";
import styles from "./Row.module.css";
import { useDeed } from "./useDeed";

export function ButtonElement({ block, element }: ElementProps) {
  const { use, busy, failed, dialog } = useDeed(block, element);
  return (
    <>
      <Pressable
        look={element.style ?? "plain"}
        label={element.accessibility_label}
        title={plainly(element.text)}
        busy={busy}
        failed={failed}
        press={() => use(element.value, () => openLink(element.url))}
      >
        <Mrkdwn text={element.text} />
        {element.url && <ExternalLink size={14} role="img" aria-label="(opens in a new tab)" />}
      </Pressable>
      {dialog}
    </>
  );
}

export function WorkflowButton({ block, element }: ElementProps) {
  const { use, busy, failed, dialog } = useDeed(block, element);
  return (
    <>
      <Pressable
        look={element.style ?? "plain"}
        label={element.accessibility_label}
        title={plainly(element.text)}
        busy={busy}
        failed={failed}
        press={() => use()}
      >
        <Workflow size={14} aria-hidden="true" />
        <Mrkdwn text={element.text} />
      </Pressable>
      {dialog}
    </>
  );
}

export function IconButton({ block, element }: ElementProps) {
  const { user } = useScreen();
  const { use, busy, failed, dialog } = useDeed(block, element);
  const seers = element.visible_to_user_ids as string[] | undefined;
  if (seers && !seers.includes(user)) return null;
  const words = plainly(element.text);
  return (
    <>
      <Pressable
        look="icon"
        label={element.accessibility_label ?? words}
        title={words}
        busy={busy}
        failed={failed}
        press={() => use(element.value)}
      >
        <Trash2 size={18} aria-hidden="true" />
      </Pressable>
      {dialog}
    </>
  );
}

export function FeedbackButtons({ block, element }: ElementProps) {
  return (
    <fieldset className={styles.row}>
      <legend className="visually-hidden">Feedback</legend>
      <Feedback block={block} element={element} button={element.positive_button} Icon={ThumbsUp} />
      <Feedback
        block={block}
        element={element}
        button={element.negative_button}
        Icon={ThumbsDown}
      />
    </fieldset>
  );
}

interface FeedbackGiven extends ElementProps {
  button: Json;
  Icon: LucideIcon;
}

function Feedback({ block, element, button, Icon }: FeedbackGiven) {
  const { values } = useSurface();
  const { use, busy, failed } = useDeed(block, element);
  const given = values[block.block_id]?.[element.action_id]?.value === button.value;
  return (
    <Pressable
      look="icon"
      label={button.accessibility_label}
      title={plainly(button.text)}
      down={given}
      busy={busy}
      failed={failed}
      press={() => use(button.value)}
    >
      <Icon size={16} aria-hidden="true" fill={given ? "currentColor" : "none"} />
      <Mrkdwn text={button.text} />
    </Pressable>
  );
}
