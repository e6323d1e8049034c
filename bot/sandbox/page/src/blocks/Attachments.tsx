/** Legacy attachments and unfurled links: a coloured bar, and what stands beside it. */

import type { Json } from "../sandbox/types";
import styles from "./Attachments.module.css";
import { Blocks } from "./Blocks";
import { Mrkdwn } from "./Mrkdwn";
import { Picture } from "./Picture";
import { SlackDate } from "./SlackDate";
import { SlackLink } from "./SlackLink";

const COLOURS: Record<string, string> = { good: "#2eb67d", warning: "#ecb22e", danger: "#e01e5a" };

export function Attachments({ attachments }: { attachments: Json[] }) {
  return attachments.map((each, index) => <Attachment key={index} attachment={each} />);
}

function colourOf(attachment: Json): string | undefined {
  const named = String(attachment.color ?? "");
  const hexadecimal = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/i.exec(named);
  return COLOURS[named] ?? (hexadecimal ? `#${hexadecimal[1]}` : undefined);
}

/** Whether a part is mrkdwn: it is unless `mrkdwn_in` leaves it out. */
function words(attachment: Json, part: string, text: string) {
  const listed: unknown = attachment.mrkdwn_in;
  const formatted = !Array.isArray(listed) || listed.length === 0 || listed.includes(part);
  return <Mrkdwn text={formatted ? text : { type: "plain_text", text }} />;
}

function Attachment({ attachment }: { attachment: Json }) {
  const { pretext, blocks } = attachment;
  return (
    <div className={styles.attachment}>
      {pretext && <div>{words(attachment, "pretext", pretext)}</div>}
      <div className={styles.body}>
        <div className={styles.bar} style={{ background: colourOf(attachment) }} />
        {blocks?.length ? (
          <div className={styles.words}>
            <Blocks blocks={blocks} />
          </div>
        ) : (
          <Classic attachment={attachment} />
        )}
      </div>
    </div>
  );
}

function Classic({ attachment }: { attachment: Json }) {
  const { author_name, title, title_link, text, fields, image_url, thumb_url } = attachment;
  const { actions, fallback } = attachment;
  const empty = !author_name && !title && !text && !fields?.length && !image_url;
  return (
    <>
      <div className={styles.words}>
        <Author attachment={attachment} />
        {title && (
          <div className={styles.title}>
            {title_link ? <SlackLink url={title_link}>{title}</SlackLink> : title}
          </div>
        )}
        {text && <div>{words(attachment, "text", text)}</div>}
        {fields?.length > 0 && <Fields attachment={attachment} />}
        {image_url && <Picture url={image_url} alt={title || fallback || "Attached image"} />}
        {actions?.length > 0 && (
          <p className={styles.soft}>
            Buttons of old attachments are not shown here; use an actions block.
          </p>
        )}
        {empty && fallback && <div>{fallback}</div>}
        <Footer attachment={attachment} />
      </div>
      {thumb_url && !image_url && (
        <div className={styles.thumb}>
          <Picture url={thumb_url} alt="" small />
        </div>
      )}
    </>
  );
}

function Author({ attachment }: { attachment: Json }) {
  const { author_name, author_link, author_icon, author_subname, service_name } = attachment;
  const name = author_name || service_name;
  if (!name) return null;
  return (
    <div className={styles.author}>
      {author_icon && <Picture url={author_icon} alt="" small />}
      <b>{author_link ? <SlackLink url={author_link}>{name}</SlackLink> : name}</b>
      {author_subname && <span className={styles.soft}>{author_subname}</span>}
    </div>
  );
}

function Fields({ attachment }: { attachment: Json }) {
  return (
    <div className={styles.fields}>
      {attachment.fields.map((field: Json, index: number) => (
        <div key={index} className={field.short ? styles.short : styles.long}>
          {field.title && <b>{field.title}</b>}
          <div>{words(attachment, "fields", String(field.value ?? ""))}</div>
        </div>
      ))}
    </div>
  );
}

function Footer({ attachment }: { attachment: Json }) {
  const { footer, footer_icon, ts } = attachment;
  if (!footer && !ts) return null;
  return (
    <div className={styles.footer}>
      {footer_icon && <Picture url={footer_icon} alt="" small />}
      {footer && <Mrkdwn text={footer} />}
      {footer && ts ? <span aria-hidden="true">|</span> : null}
      {ts ? <SlackDate timestamp={Number(ts)} format="{date_short_pretty} at {time}" /> : null}
    </div>
  );
}
