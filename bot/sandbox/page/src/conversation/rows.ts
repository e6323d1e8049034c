/** What stands between messages, and which of them need not say again who speaks. */

import type { Message } from "../sandbox/types";
import { dayOf, moment } from "./when";

const GROUPED_SECONDS = 300;

export interface Row {
  message: Message;
  /** The first one of its day. */
  day: Date | null;
  /** The first one that was not read. */
  unread: boolean;
  compact: boolean;
}

export function rowsOf(messages: Message[], newSince: string | null): Row[] {
  let before: Message | null = null;
  return messages.map((message) => {
    const date = moment(message.ts);
    const sameDay = before !== null && dayOf(moment(before.ts)) === dayOf(date);
    const unread = message.ts === newSince;
    const compact = before !== null && sameDay && !unread && follows(message, before);
    before = message;
    return { message, day: sameDay ? null : date, unread, compact };
  });
}

function follows(message: Message, before: Message): boolean {
  return (
    message.user === before.user &&
    message.username === before.username &&
    message.ephemeral === before.ephemeral &&
    message.subtype !== "thread_broadcast" &&
    Number(message.ts) - Number(before.ts) < GROUPED_SECONDS
  );
}
