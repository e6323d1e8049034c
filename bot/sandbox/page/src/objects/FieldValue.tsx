/** What stands in one property of a Work Object, by its type. */

import { Check, X } from "lucide-react";
import type { ReactNode } from "react";
import { ChannelMention, UserMention } from "../blocks/Mentions";
import { Picture } from "../blocks/Picture";
import { SlackLink } from "../blocks/SlackLink";
import type { Json, ObjectField } from "../sandbox/types";
import styles from "./Objects.module.css";

export function FieldValue({ field }: { field: Json & Pick<ObjectField, "type"> }): ReactNode {
  const { value } = field;
  switch (field.type) {
    case "slack#/types/user":
      return <User user={field.user ?? {}} />;
    case "slack#/types/channel_id":
      return <ChannelMention id={String(value)} />;
    case "slack#/types/date":
      return linked(field, day(String(value)));
    case "slack#/types/timestamp":
      return linked(field, moment(Number(value)));
    case "slack#/types/image":
      return <Picture url={field.image_url ?? ""} alt={field.alt_text ?? ""} />;
    case "slack#/types/link":
      return outward(String(value), String(value));
    case "slack#/types/email":
      return <a href={`mailto:${value}`}>{String(value)}</a>;
    case "slack#/types/entity_ref":
      return outward(field.entity_ref?.entity_url ?? "", field.entity_ref?.title ?? "Open");
    case "boolean":
      return <Truth field={field} />;
    case "array":
      return <List field={field} />;
    case "integer":
      return Number(value).toLocaleString();
    default:
      return <Words field={field} />;
  }
}

function Words({ field }: { field: Json }) {
  const words = String(field.value ?? "");
  if (field.tag_color) {
    return (
      <span className={styles.tag} data-color={field.tag_color}>
        {words}
      </span>
    );
  }
  const icon = field.icon?.url;
  return (
    <>
      {icon && <Picture url={icon} alt={field.icon.alt_text ?? ""} small />}
      {linked(field, words)}
    </>
  );
}

function User({ user }: { user: Json }) {
  if (user.user_id) return <UserMention id={user.user_id} />;
  return user.url ? outward(user.url, user.text) : user.text;
}

function Truth({ field }: { field: Json }) {
  const told: Json = field.boolean ?? {};
  const words =
    told.type === "checkbox" ? told.text : field.value ? told.true_text : told.false_text;
  const more = field.value ? told.true_description : told.false_description;
  const Mark = field.value ? Check : X;
  return (
    <>
      <Mark className={styles.truth} size={16} aria-hidden />
      {told.type === "checkbox" && (
        <span className="visually-hidden">{field.value ? "Yes: " : "No: "}</span>
      )}
      {words || (field.value ? "Yes" : "No")}
      {(more || told.description) && <small>{more || told.description}</small>}
    </>
  );
}

function List({ field }: { field: Json }) {
  const items: Json[] = Array.isArray(field.value) ? field.value : [];
  return (
    <ul className={styles.list}>
      {items.map((item) => (
        <li key={JSON.stringify(item)}>
          <FieldValue field={{ ...item, type: field.item_type ?? "string" }} />
        </li>
      ))}
    </ul>
  );
}

function linked(field: Json, words: string): ReactNode {
  return field.link ? outward(field.link, words) : words;
}

function outward(url: string, words: string): ReactNode {
  return <SlackLink url={url}>{words}</SlackLink>;
}

function day(value: string): string {
  const when = new Date(`${value}T12:00:00Z`);
  if (Number.isNaN(when.valueOf())) return value;
  return when.toLocaleDateString(undefined, { dateStyle: "long", timeZone: "UTC" });
}

function moment(seconds: number): string {
  const when = new Date(seconds * 1000);
  if (Number.isNaN(when.valueOf())) return String(seconds);
  return when.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}
