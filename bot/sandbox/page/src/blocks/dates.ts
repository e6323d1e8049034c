/** Slack's date formats, such as `{date_pretty} at {time}`, in the reader's zone and words. */

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** `now` is the sandbox's clock, which may have been moved. */
export function formatDate(moment: Date, format: string, now: Date): string {
  return format.replace(/\{(\w+)\}/g, (whole, name: string, at: number) => {
    const written = TOKENS[name]?.(moment, now);
    if (written === undefined) return whole;
    // a day that begins the sentence is written large
    return at === 0 ? written.charAt(0).toUpperCase() + written.slice(1) : written;
  });
}

const TOKENS: Record<string, (moment: Date, now: Date) => string> = {
  date_num: (moment) =>
    [
      moment.getFullYear(),
      String(moment.getMonth() + 1).padStart(2, "0"),
      String(moment.getDate()).padStart(2, "0"),
    ].join("-"),
  date_slash: (moment) => words(moment, { year: "numeric", month: "2-digit", day: "2-digit" }),
  date: (moment) => `${words(moment, { month: "long" })} ${ordinal(moment)}, ${year(moment)}`,
  date_short: (moment) => words(moment, { month: "short", day: "numeric", year: "numeric" }),
  date_long: (moment) =>
    `${words(moment, { weekday: "long" })}, ${words(moment, { month: "long" })} ` +
    `${ordinal(moment)}, ${year(moment)}`,
  date_long_full: (moment) =>
    words(moment, { weekday: "long", month: "long", day: "numeric", year: "numeric" }),
  date_pretty: (moment, now) => near(moment, now) ?? token("date", moment, now),
  date_short_pretty: (moment, now) => near(moment, now) ?? token("date_short", moment, now),
  date_long_pretty: (moment, now) => near(moment, now) ?? token("date_long", moment, now),
  day_divider_pretty: (moment, now) => near(moment, now) ?? token("date_long", moment, now),
  time: (moment) => words(moment, { hour: "numeric", minute: "2-digit" }),
  time_secs: (moment) => words(moment, { hour: "numeric", minute: "2-digit", second: "2-digit" }),
  ago: (moment, now) => ago(moment.getTime() - now.getTime()),
};

function token(name: string, moment: Date, now: Date): string {
  return TOKENS[name]?.(moment, now) ?? "";
}

function words(moment: Date, how: Intl.DateTimeFormatOptions): string {
  // Slack's formats are English; only the zone is the reader's
  return new Intl.DateTimeFormat("en-US", how).format(moment);
}

function year(moment: Date): string {
  return words(moment, { year: "numeric" });
}

function ordinal(moment: Date): string {
  const day = moment.getDate();
  const ending = { one: "st", two: "nd", few: "rd", other: "th", many: "th", zero: "th" };
  return `${day}${ending[new Intl.PluralRules("en-US", { type: "ordinal" }).select(day)]}`;
}

function near(moment: Date, now: Date): string | null {
  const days = Math.round((midnight(moment) - midnight(now)) / DAY_MS);
  return { "-1": "yesterday", "0": "today", "1": "tomorrow" }[String(days)] ?? null;
}

function midnight(moment: Date): number {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime();
}

function ago(milliseconds: number): string {
  const far = Math.abs(milliseconds);
  const format = new Intl.RelativeTimeFormat("en-US", { numeric: "auto" });
  if (far < HOUR_MS) return format.format(Math.round(milliseconds / MINUTE_MS), "minute");
  if (far < DAY_MS) return format.format(Math.round(milliseconds / HOUR_MS), "hour");
  return format.format(Math.round(milliseconds / DAY_MS), "day");
}
