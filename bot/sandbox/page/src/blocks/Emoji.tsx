/** An emoji by its Slack name; a name that nobody knows stays as it was written. */

import { emojiOf, emojiOfUnicode } from "./emoji";

export function Emoji({ name, unicode = "" }: { name: string; unicode?: string }) {
  const character = emojiOf(name) ?? emojiOfUnicode(unicode);
  if (!character) return `:${name}:`;
  return (
    <span role="img" aria-label={`${name.replaceAll("_", " ")} emoji`} title={`:${name}:`}>
      {character}
    </span>
  );
}
