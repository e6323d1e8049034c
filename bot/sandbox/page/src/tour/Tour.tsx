/** The guided tour, where whoever started the sandbox gave it one. */

export function Tour() {
  return null;
}
