// Closing the queue: says how many wait and what happens to them before it is done.
import { useSignal } from "@preact/signals";
import { useTexts } from "../texts";
import { Button, Dialog, RadioField } from "../ui";
import { useClose } from "./asking";
import { useShift } from "./shift";

export function CloseQuestion() {
  const { t } = useTexts();
  const { board, ask } = useShift();
  const close = useClose();
  const then = useSignal<"keep" | "home">("keep");
  const head = board.value?.head;
  const count = (head?.waiting ?? 0) + (head?.parked ?? 0);
  const home = then.value === "home" && count > 0;
  return (
    <Dialog
      title={t("close-title")}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t("cancel")}</Button>
          <Button
            kind={home ? "stop" : "primary"}
            onPress={() => {
              close();
              void ask({ type: "CloseQueue", send_home: home });
            }}
          >
            {home ? t("close-go-home", { count }) : t("close-go")}
          </Button>
        </>
      }
    >
      {count === 0 ? (
        <p>{t("close-nobody")}</p>
      ) : (
        <RadioField
          label={t("close-choice")}
          value={then.value}
          options={[
            { value: "keep", label: t("close-keep", { count }) },
            { value: "home", label: t("close-home", { count }) },
          ]}
          onValue={(value) => {
            then.value = value;
          }}
        />
      )}
      {head !== undefined && head.admitted > 0 && (
        <p class="muted">{t("close-admitted", { count: head.admitted })}</p>
      )}
    </Dialog>
  );
}
