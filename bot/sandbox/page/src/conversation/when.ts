/** Moments in words, in the browser's zone. */

const time = new Intl.DateTimeFormat("en-US", { hour: "numeric", minute: "2-digit" });
const weekday = new Intl.DateTimeFormat("en-US", { weekday: "long", month: "long" });
const full = new Intl.DateTimeFormat("en-US", {
  weekday: "long",
  year: "numeric",
  month: "long",
  day: "numeric",
  hour: "numeric",
  minute: "2-digit",
  second: "2-digit",
});
const day = new Intl.DateTimeFormat("en-CA", { dateStyle: "short" });

const SUFFIXES: Record<string, string> = { one: "st", two: "nd", few: "rd", other: "th" };
const ordinal = new Intl.PluralRules("en-US", { type: "ordinal" });

export function moment(ts: string): Date {
  return new Date(Number(ts) * 1000);
}

/** "2:34 PM" */
export function timeOf(ts: string): string {
  return time.format(moment(ts));
}

/** "Monday, November 23, 2026 at 2:34:05 PM" */
export function fullTimeOf(ts: string): string {
  return full.format(moment(ts));
}

/** A key that all moments of one day share: "2026-11-23". */
export function dayOf(date: Date): string {
  return day.format(date);
}

/** "Today", "Yesterday" or "Monday, November 23rd", with the year where it is another. */
export function dayInWords(date: Date, today: string): string {
  if (dayOf(date) === today) return "Today";
  const now = new Date(`${today}T12:00:00`);
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (dayOf(date) === dayOf(yesterday)) return "Yesterday";
  const number = date.getDate();
  const year = date.getFullYear() === now.getFullYear() ? "" : `, ${date.getFullYear()}`;
  const parts = weekday.formatToParts(date);
  const part = (type: string) => parts.find((each) => each.type === type)?.value;
  return `${part("weekday")}, ${part("month")} ${number}${SUFFIXES[ordinal.select(number)]}${year}`;
}

/** "5 minutes ago", "2 hours ago", "3 days ago", measured on the sandbox's clock. */
export function ago(ts: string, now: string): string {
  const minutes = Math.max(0, Math.round((Date.parse(now) - Number(ts) * 1000) / 60_000));
  if (minutes < 1) return "just now";
  if (minutes < 60) return inWords(minutes, "minute");
  const hours = Math.round(minutes / 60);
  return hours < 24 ? inWords(hours, "hour") : inWords(Math.round(hours / 24), "day");
}

function inWords(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? "" : "s"} ago`;
}
