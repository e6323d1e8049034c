/** The colours of series, in order; Slack allows as many series as there are. */

const COLOURS = 6;

export const colour = (index: number): string => `var(--series-${(index % COLOURS) + 1})`;
