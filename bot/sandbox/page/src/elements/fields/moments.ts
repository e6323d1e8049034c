/** Between what the browser's date fields hold and what Slack writes down. */

/** Two digits at least. */
function padded(number: number): string {
  return String(number).padStart(2, "0");
}

/** A day, a time of day or seconds since 1970 as the field shows it, in the browser's zone. */
export function shown(kind: string, standing: unknown): string {
  if (standing === undefined || standing === null || standing === "") return "";
  if (kind !== "datetimepicker") return String(standing);
  const moment = new Date(Number(standing) * 1000);
  const day = [
    String(moment.getFullYear()).padStart(4, "0"),
    padded(moment.getMonth() + 1),
    padded(moment.getDate()),
  ].join("-");
  return `${day}T${padded(moment.getHours())}:${padded(moment.getMinutes())}`;
}

/** What the sandbox takes; an empty string empties the element. */
export function told(kind: string, value: string): string | number {
  if (kind !== "datetimepicker" || value === "") return value;
  return Math.floor(new Date(value).getTime() / 1000);
}

/** Whether a year is being typed still: `0002-11-23` on the way to 2026. */
export function isUnfinished(kind: string, value: string): boolean {
  return kind !== "timepicker" && value !== "" && !/^[1-9]\d{3}-/.test(value);
}
