/** The emoji that were used last in this browser. */

const KEY = "sandbox.emoji";
const MOST = 16;
const AT_FIRST = ["white_check_mark", "eyes", "raised_hands", "+1", "tada", "pray", "heart", "joy"];

export function recent(): string[] {
  const kept = window.localStorage.getItem(KEY)?.split(" ").filter(Boolean) ?? [];
  return [...new Set([...kept, ...AT_FIRST])].slice(0, MOST);
}

export function keepRecent(name: string): void {
  const names = [name, ...recent().filter((each) => each !== name)].slice(0, MOST);
  window.localStorage.setItem(KEY, names.join(" "));
}
