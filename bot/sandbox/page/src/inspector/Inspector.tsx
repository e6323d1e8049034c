/** What goes on behind the page: the journal, the clock, and failures to order. */

export function Inspector({ close }: { close(): void }) {
  return (
    <aside aria-label="Inspector">
      <button type="button" onClick={close}>
        Close inspector
      </button>
    </aside>
  );
}
