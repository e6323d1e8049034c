/** Sends a modal: once at a time, and to the first wrong field when it comes back. */

import { type RefObject, useEffect, useRef, useState } from "react";
import { act, sentence } from "../sandbox/control";
import { useScreen } from "../sandbox/ScreenContext";
import type { Json, View } from "../sandbox/types";
import { shownElsewhere } from "../shell/said";
import { useSurface } from "../surface/Surface";

interface Answer {
  closed: boolean;
  errors: Record<string, string>;
}

const FOCUSABLE = 'input, textarea, select, [contenteditable="true"], button';

export function useSubmission(view: View, form: RefObject<HTMLFormElement | null>) {
  const { user } = useScreen();
  const { held, heldNow, values } = useSurface();
  const [sending, setSending] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [marked, setMarked] = useState<Record<string, string> | null>(null);
  // State comes too late for a second press in the same moment.
  const under = useRef(false);

  useEffect(() => {
    if (marked === null || JSON.stringify(marked) !== JSON.stringify(view.errors)) return;
    setMarked(null);
    focusFirst(form.current, view);
  }, [marked, view, form]);

  const submit = async () => {
    if (under.current) return;
    under.current = true;
    const before = document.activeElement;
    setSending(true);
    setTrouble(null);
    try {
      const answer = await act<Answer>("submit", { user, view_id: view.id, held: heldNow() });
      // It stays locked for the moment in which it still stands there.
      if (answer.closed) return;
      if (Object.keys(answer.errors).length > 0) setMarked(answer.errors);
    } catch (failure) {
      setTrouble(sentence(failure));
      shownElsewhere(sentence(failure));
    }
    under.current = false;
    setSending(false);
    giveBack(before, form.current);
  };
  const empty =
    Object.values(held).every(isEmpty) &&
    Object.values(values).every((actions) => Object.values(actions).every(holdsNothing));
  return { submit, sending, under, trouble, empty };
}

function isEmpty(value: unknown): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

function holdsNothing({ type: _, timezone: __, ...standing }: Json): boolean {
  return Object.values(standing).every(isEmpty);
}

/** What is locked while it is sent loses the focus; people go on where they were. */
function giveBack(before: globalThis.Element | null, form: HTMLElement | null): void {
  requestAnimationFrame(() => {
    const lost = document.activeElement === document.body || document.activeElement === null;
    if (lost && before instanceof HTMLElement && form?.contains(before)) before.focus();
  });
}

function focusFirst(form: HTMLElement | null, view: View): void {
  const wrong = view.blocks.find((block) => block.block_id in view.errors);
  if (!form || !wrong) return;
  const block = form.querySelector(`[data-block="${CSS.escape(wrong.block_id)}"]`);
  block?.scrollIntoView({ block: "nearest" });
  const field =
    block?.querySelector<HTMLElement>('[aria-invalid="true"]') ??
    block?.querySelector<HTMLElement>(FOCUSABLE);
  // The form is unlocked in the same breath; what is locked takes no focus.
  requestAnimationFrame(() => field?.focus());
}
