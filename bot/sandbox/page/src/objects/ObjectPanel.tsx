/** The side panel of a Work Object that was opened. */

export function ObjectPanel() {
  return null;
}
