/** A run of formatted words: text, a link, a name, a date, an emoji or a colour. */

import type { ReactNode } from "react";
import type { Json } from "../sandbox/types";
import { Emoji } from "./Emoji";
import { Broadcast, ChannelMention, GroupMention, UserMention } from "./Mentions";
import styles from "./RichText.module.css";
import { SlackDate } from "./SlackDate";
import { SlackLink } from "./SlackLink";

const SAFE_COLOUR = /^#[0-9a-f]{3,8}$/i;

export function Run({ run }: { run: Json }) {
  return <Styled style={run.style ?? {}}>{shown(run)}</Styled>;
}

function Styled({ style, children }: { style: Json; children: ReactNode }) {
  let inside = children;
  if (style.code) inside = <code>{inside}</code>;
  if (style.underline) inside = <u>{inside}</u>;
  if (style.strike) inside = <s>{inside}</s>;
  if (style.italic) inside = <i>{inside}</i>;
  if (style.bold) inside = <b>{inside}</b>;
  if (style.highlight || style.client_highlight) inside = <mark>{inside}</mark>;
  return inside;
}

function shown(run: Json): ReactNode {
  switch (run.type) {
    case "text":
      return String(run.text ?? "");
    case "link":
      return <SlackLink url={String(run.url ?? "")}>{run.text || run.url}</SlackLink>;
    case "emoji":
      return <Emoji name={toned(run)} unicode={run.unicode} />;
    case "user":
      return <UserMention id={run.user_id} />;
    case "channel":
      return <ChannelMention id={run.channel_id} />;
    case "usergroup":
      return <GroupMention id={run.usergroup_id} />;
    case "broadcast":
      return <Broadcast range={run.range} />;
    default:
      return rarer(run);
  }
}

function rarer(run: Json): ReactNode {
  switch (run.type) {
    case "date":
      return (
        <SlackDate
          timestamp={Number(run.timestamp)}
          format={String(run.format)}
          url={run.url}
          fallback={run.fallback}
        />
      );
    case "color":
      return <Colour value={String(run.value)} />;
    case "team":
      return String(run.team_id);
    default:
      return String(run.text ?? `(${run.type})`);
  }
}

function toned(run: Json): string {
  const tone = Number(run.skin_tone ?? 0);
  return tone > 1 ? `${run.name}::skin-tone-${tone}` : String(run.name);
}

function Colour({ value }: { value: string }) {
  return (
    <span>
      {value}
      {SAFE_COLOUR.test(value) && (
        <span className={styles.swatch} style={{ background: value }} aria-hidden="true" />
      )}
    </span>
  );
}
