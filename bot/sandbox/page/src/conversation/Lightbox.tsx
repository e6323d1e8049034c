/**
 * A small picture that opens large.
 *
 * `<Lightbox url="…" alt="Sales">` puts a button "Open picture: Sales" around its child.
 */

import { ExternalLink, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button, Dialog, DialogTrigger, Modal, ModalOverlay } from "react-aria-components";
import style from "./Lightbox.module.css";

interface Given {
  url: string;
  alt: string;
  title?: string;
  children: ReactNode;
}

export function Lightbox({ url, alt, title, children }: Given) {
  const name = alt || title || "Picture";
  return (
    <DialogTrigger>
      <Button className={style.opener} aria-label={`Open picture: ${name}`}>
        {children}
      </Button>
      <ModalOverlay className={style.overlay} isDismissable>
        <Modal className={style.modal}>
          <Dialog className={style.dialog} aria-label={name}>
            {({ close }) => (
              <>
                <header className={style.bar}>
                  <span className={style.title}>{title || name}</span>
                  <a className={style.button} href={url} target="_blank" rel="noopener noreferrer">
                    <ExternalLink size={18} aria-hidden />
                    <span>Open original</span>
                  </a>
                  <Button className={style.button} aria-label="Close picture" onPress={close}>
                    <X size={20} aria-hidden />
                  </Button>
                </header>
                <img className={style.picture} src={url} alt={name} />
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
