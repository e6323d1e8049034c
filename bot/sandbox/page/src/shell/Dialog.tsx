/** A small dialog of the page's own, not the app's: a title, a close button, something in it. */

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog as AriaDialog, Button, Heading, Modal, ModalOverlay } from "react-aria-components";
import buttons from "../style/buttons.module.css";
import styles from "./Dialog.module.css";

interface Given {
  title: string;
  open: boolean;
  close(): void;
  children: ReactNode;
}

/** Esc and a press beside it close it; the focus goes back to where it was. */
export function Dialog({ title, open, close, children }: Given) {
  return (
    <ModalOverlay
      className={styles.overlay ?? ""}
      isDismissable
      isOpen={open}
      onOpenChange={(next) => !next && close()}
    >
      <Modal className={styles.modal ?? ""}>
        <AriaDialog className={styles.dialog ?? ""}>
          <header className={styles.head}>
            <Heading slot="title" className={styles.title ?? ""}>
              {title}
            </Heading>
            <Button className={buttons.icon ?? ""} aria-label="Close" onPress={close}>
              <X size={20} aria-hidden="true" />
            </Button>
          </header>
          <div className={styles.inside}>{children}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
