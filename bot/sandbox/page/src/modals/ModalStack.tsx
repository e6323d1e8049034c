/** The modals that are open for the person, the last one on top. */

import { useMemo } from "react";
import { Modal, ModalOverlay } from "react-aria-components";
import type { View } from "../sandbox/types";
import { SurfaceProvider } from "../surface/Surface";
import styles from "./ModalStack.module.css";
import { ModalView } from "./ModalView";
import { useClosing } from "./useClosing";

/** Those below stay drawn, unseen, so that what is typed in them stands when one comes back. */
export function ModalStack({ modals }: { modals: View[] }) {
  return modals.map((view, depth) => (
    <OpenModal key={view.id} view={view} depth={depth} onTop={depth === modals.length - 1} />
  ));
}

function OpenModal({ view, depth, onTop }: { view: View; depth: number; onTop: boolean }) {
  const close = useClosing(view.id);
  const target = useMemo(() => ({ view_id: view.id }), [view.id]);
  return (
    <ModalOverlay
      isOpen
      isDismissable={false}
      onOpenChange={(open) => {
        if (!open) close();
      }}
      className={depth === 0 ? `${styles.overlay} ${styles.lowest}` : styles.overlay}
      data-waiting={onTop ? undefined : "yes"}
    >
      <Modal className={styles.modal}>
        <SurfaceProvider
          kind="modal"
          target={target}
          values={view.state.values}
          errors={view.errors}
        >
          <ModalView view={view} pushed={depth > 0} close={close} />
        </SurfaceProvider>
      </Modal>
    </ModalOverlay>
  );
}
