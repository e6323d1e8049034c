/** Failures to order, and how they are told in words. See bot/sandbox/faults.py. */

export type Kind = "limited" | "status" | "error" | "slow" | "silent" | "lost";

export interface Fault {
  id: string;
  kind: Exclude<Kind, "limited">;
  method: string;
  status: number;
  error: string;
  retry_after: number | null;
  seconds: number;
  times: number | null;
}

export interface Told {
  faults: Fault[];
  /** Methods of the Web API, and DELIVERIES. */
  methods: string[];
  rate_limits: boolean;
}

export const EVERY = "*";
export const DELIVERIES = "deliveries";

/** What a kind is called where one chooses it. */
export const KINDS: Record<Kind, string> = {
  limited: "429: too many requests, with Retry-After",
  status: "500: Slack is broken",
  error: "An error by its name",
  slow: "Slow network",
  silent: "Silence: no answer ever comes",
  lost: "Lost: done, but answered with 500",
};

export function named(method: string): string {
  if (method === EVERY) return "every call";
  if (method === DELIVERIES) return "what Slack sends to the app";
  return method;
}

export function told(fault: Fault): string {
  return `${capital(named(fault.method))}: ${happening(fault)}, ${often(fault.times)}.`;
}

function happening(fault: Fault): string {
  switch (fault.kind) {
    case "status":
      if (fault.status === 429) return `429, try again after ${fault.retry_after ?? 1} s`;
      return `status ${fault.status}`;
    case "error":
      return `error ${fault.error}`;
    case "slow":
      return `${fault.seconds} s late`;
    case "silent":
      return "silence";
    case "lost":
      return "done, but answered with 500";
  }
}

function often(times: number | null): string {
  if (times === null) return "until it is removed";
  return times === 1 ? "the next time" : `the next ${times} times`;
}

function capital(words: string): string {
  return words.includes(".") ? words : words.slice(0, 1).toUpperCase() + words.slice(1);
}
