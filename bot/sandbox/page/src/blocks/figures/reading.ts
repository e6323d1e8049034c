/** What a drawing is called by which the arrow keys go from value to value. */

export const READING = "Values, read with the arrow keys";
