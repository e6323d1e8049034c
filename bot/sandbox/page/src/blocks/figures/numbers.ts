/** Numbers as the figures write them. */

const COMPACT = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const FULL = new Intl.NumberFormat("en", { maximumFractionDigits: 6 });
const SHARE = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });

/** 1.2M, for axes. */
export const compact = (value: number): string => COMPACT.format(value);

/** 1,234,567.5, where there is room. */
export const full = (value: number): string => FULL.format(value);

export const share = (part: number, whole: number): string =>
  SHARE.format(whole ? part / whole : 0);
