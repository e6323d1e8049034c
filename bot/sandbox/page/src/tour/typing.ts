/** Types into the composer of the conversation, as a person would: what it does then is its own. */

const COMPOSER = 'main textarea:not([readonly]):not([disabled]), main [role="textbox"]';

/** Answers false where there is no composer. */
export function typeIntoComposer(text: string): boolean {
  const field = document.querySelector<HTMLElement>(COMPOSER);
  if (!field) return false;
  field.focus();
  if (field instanceof HTMLTextAreaElement) field.select();
  else document.getSelection()?.selectAllChildren(field);
  // the one way to type that undo and every listener know of
  return document.execCommand("insertText", false, text);
}
