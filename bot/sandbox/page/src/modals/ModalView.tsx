/** One modal: its head, its blocks, its buttons. */

import { ArrowLeft, X } from "lucide-react";
import { type FormEvent, useRef } from "react";
import { Dialog, Heading } from "react-aria-components";
import { Blocks } from "../blocks/Blocks";
import { plainly } from "../elements/named";
import { useScreen } from "../sandbox/ScreenContext";
import type { View } from "../sandbox/types";
import { Avatar } from "../shell/Avatar";
import buttons from "../style/buttons.module.css";
import styles from "./ModalView.module.css";
import { SendingProvider } from "./Sending";
import { UploadsProvider, useUploadCount } from "./Uploads";
import type { Close } from "./useClosing";
import { useSubmission } from "./useSubmission";

interface Given {
  view: View;
  /** Whether another modal lies below. */
  pushed: boolean;
  close: Close;
}

export function ModalView({ view, pushed, close }: Given) {
  const form = useRef<HTMLFormElement>(null);
  const uploads = useUploadCount();
  const { submit, sending, under, trouble, empty } = useSubmission(view, form);
  const send = (event: FormEvent) => {
    event.preventDefault();
    // Enter in a lone field sends a form even where there is no button for it.
    if (view.submit && uploads.count === 0) submit();
  };
  return (
    <Dialog className={styles.dialog}>
      <form ref={form} className={styles.form} noValidate onSubmit={send} aria-busy={sending}>
        <Head view={view} pushed={pushed} close={close} />
        <UploadsProvider value={uploads.change}>
          <SendingProvider value={under}>
            <div className={styles.body} inert={sending}>
              <Blocks blocks={view.blocks} />
            </div>
          </SendingProvider>
        </UploadsProvider>
        {trouble && (
          <p role="alert" className={styles.trouble}>
            {trouble}
          </p>
        )}
        <footer className={styles.foot}>
          <button
            type="button"
            className={`${buttons.plain} ${styles.close}`}
            onClick={() => close()}
          >
            {plainly(view.close ?? undefined) || "Close"}
          </button>
          {view.submit && (
            <SubmitButton
              text={plainly(view.submit)}
              // It waits until something is filled in where the app asks for that.
              disabled={view.submit_disabled && empty}
              sending={sending}
              uploading={uploads.count > 0}
            />
          )}
        </footer>
      </form>
    </Dialog>
  );
}

function Head({ view, pushed, close }: Given) {
  const { app } = useScreen();
  return (
    <header className={styles.head}>
      {pushed ? (
        <button
          type="button"
          className={buttons.icon}
          aria-label="Back"
          onClick={() => close({ back: true })}
        >
          <ArrowLeft size={20} aria-hidden="true" />
        </button>
      ) : (
        <Avatar person={app.bot_user} name={app.name} size={28} />
      )}
      <Heading slot="title" className={styles.title}>
        {plainly(view.title ?? undefined)}
      </Heading>
      <button
        type="button"
        className={buttons.icon}
        aria-label="Close dialog"
        onClick={() => close()}
      >
        <X size={20} aria-hidden="true" />
      </button>
    </header>
  );
}

interface Submit {
  text: string;
  disabled: boolean;
  sending: boolean;
  uploading: boolean;
}

function SubmitButton({ text, disabled, sending, uploading }: Submit) {
  const waits = sending || uploading;
  return (
    <button
      type="submit"
      className={`${buttons.go} ${styles.submit}`}
      disabled={disabled}
      // It keeps the focus while it is sending, which a disabled button would lose.
      aria-disabled={waits || undefined}
    >
      {waits && <span className={styles.spinner} aria-hidden="true" />}
      {uploading ? "Uploading…" : text}
    </button>
  );
}
