/** A moment that an app named, in the reader's zone; with a link where it has one. */

import { useScreen } from "../sandbox/ScreenContext";
import { formatDate } from "./dates";
import { SlackLink } from "./SlackLink";

interface Given {
  timestamp: number;
  format: string;
  url?: string;
  fallback?: string;
}

export function SlackDate({ timestamp, format, url = "", fallback = "" }: Given) {
  const now = new Date(useScreen().now);
  const moment = new Date(timestamp * 1000);
  if (Number.isNaN(moment.getTime())) return <>{fallback}</>;
  const words = (
    <time dateTime={moment.toISOString()} title={moment.toLocaleString("en-US")}>
      {formatDate(moment, format, now)}
    </time>
  );
  return url ? <SlackLink url={url}>{words}</SlackLink> : words;
}
