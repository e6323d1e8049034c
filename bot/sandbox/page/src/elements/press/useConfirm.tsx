/** The question that an app wants asked before an element does anything. */

import { type ReactNode, useCallback, useState } from "react";
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Mrkdwn } from "../../blocks/Mrkdwn";
import type { Confirm } from "../../sandbox/types";
import buttons from "../../style/buttons.module.css";
import { plainly } from "../named";
import styles from "./Confirm.module.css";

export interface Asking {
  /** Whether the person wants it; true at once where the app asks nothing. */
  ask(): Promise<boolean>;
  /** To be drawn beside the element. */
  dialog: ReactNode;
}

type Answer = (yes: boolean) => void;

export function useConfirm(confirm: Confirm | undefined): Asking {
  const [waiting, setWaiting] = useState<Answer | null>(null);
  const asks = confirm !== undefined;
  const ask = useCallback(
    () =>
      asks ? new Promise<boolean>((resolve) => setWaiting(() => resolve)) : Promise.resolve(true),
    [asks],
  );
  const answer = (yes: boolean) => {
    waiting?.(yes);
    setWaiting(null);
  };
  const dialog = confirm && waiting && <Question confirm={confirm} answer={answer} />;
  return { ask, dialog };
}

function Question({ confirm, answer }: { confirm: Confirm; answer: Answer }) {
  const danger = confirm.style === "danger";
  return (
    <ModalOverlay isOpen onOpenChange={() => answer(false)} className={`${styles.overlay}`}>
      <Modal className={`${styles.modal}`}>
        <Dialog role="alertdialog" className={`${styles.dialog}`}>
          <Heading slot="title" level={2} className={styles.title}>
            {plainly(confirm.title)}
          </Heading>
          <div className={styles.text}>
            <Mrkdwn text={confirm.text} />
          </div>
          <div className={styles.answers}>
            <Button autoFocus={danger} className={`${buttons.plain}`} onPress={() => answer(false)}>
              {plainly(confirm.deny)}
            </Button>
            <Button
              autoFocus={!danger}
              className={danger ? `${buttons.go} ${styles.danger}` : `${buttons.go}`}
              onPress={() => answer(true)}
            >
              {plainly(confirm.confirm)}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
