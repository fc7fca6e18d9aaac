// What staff are asked when they press Leave: only for me, or for all?
import { useTexts } from "../texts";
import { Button, Dialog } from "../ui";

interface LeaveDialogProps {
  readonly onStay: () => void;
  readonly onLeave: () => void;
  readonly onEnd: () => void;
}

export function LeaveDialog({ onStay, onLeave, onEnd }: LeaveDialogProps) {
  const { t } = useTexts();
  return (
    <Dialog
      title={t("incall-leave-title")}
      onClose={onStay}
      actions={
        <>
          <Button onPress={onStay}>{t("incall-stay")}</Button>
          <Button onPress={onLeave}>{t("incall-leave")}</Button>
          <Button kind="stop" onPress={onEnd}>
            {t("incall-end")}
          </Button>
        </>
      }
    >
      <p>{t("incall-leave-more")}</p>
    </Dialog>
  );
}
