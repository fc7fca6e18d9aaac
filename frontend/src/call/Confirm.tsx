// A question before something that is felt by others; it stays until it is done.
import type { ComponentChildren } from "preact";
import { Button, Dialog } from "../ui";
import { useActing } from "./acting";
import { Failed } from "./Failed";

interface ConfirmProps {
  readonly title: string;
  readonly yes: string;
  readonly no: string;
  readonly stop?: boolean;
  readonly act: () => Promise<unknown>;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

export function Confirm({ title, yes, no, stop = false, act, onClose, children }: ConfirmProps) {
  const acting = useActing();
  const go = async () => {
    if (await acting.run(act)) onClose();
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{no}</Button>
          <Button
            kind={stop ? "stop" : "primary"}
            busy={acting.busy.value}
            onPress={() => void go()}
          >
            {yes}
          </Button>
        </>
      }
    >
      {children}
      <Failed acting={acting} />
    </Dialog>
  );
}
