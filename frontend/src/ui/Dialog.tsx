// A question on top of the page: the browser's own dialog, so focus, Escape and the veil are right.
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

export interface DialogProps {
  readonly title: string;
  /** Escape, or anything else that puts the question away without an answer. */
  readonly onClose: () => void;
  /** The buttons; the harmless one first. */
  readonly actions: ComponentChildren;
  readonly children?: ComponentChildren;
}

/** Opens when it is drawn and closes when it is not drawn any more; focus returns to where it was. */
export function Dialog({ title, onClose, actions, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={heading} class="dialog-title">
        {title}
      </h2>
      {children}
      <div class="dialog-actions">{actions}</div>
    </dialog>
  );
}
