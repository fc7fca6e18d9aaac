// Ending a consultation for all: asked once more, because there is no way back.
import { useTexts } from "../texts";
import { Button, Dialog } from "../ui";
import { useClose, useTitle } from "./asking";
import { useShift } from "./shift";

export function EndQuestion({ visit }: { readonly visit: string }) {
  const { t } = useTexts();
  const { ask } = useShift();
  const close = useClose();
  const name = useTitle(visit);
  return (
    <Dialog
      title={t("act-end-title")}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t("cancel")}</Button>
          <Button
            kind="stop"
            onPress={() => {
              close();
              void ask({ type: "End", visit });
            }}
          >
            {t("act-end")}
          </Button>
        </>
      }
    >
      <p>{t("act-end-more", { name })}</p>
    </Dialog>
  );
}
