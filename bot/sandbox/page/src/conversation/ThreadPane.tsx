/** A thread beside its conversation. */

export function ThreadPane({ channel, thread }: { channel: string; thread: string }) {
  return (
    <aside aria-label="Thread">
      {channel} {thread}
    </aside>
  );
}
