// To give up the place: asked once more, because it cannot be taken back.
import { useState } from "preact/hooks";
import { useTexts } from "../texts";
import { Button, Dialog } from "../ui";
import type { Companion } from "../wire.gen";

export interface LeaveProps {
  readonly party: readonly Companion[];
  readonly leaving: boolean;
  readonly onLeave: () => void;
  /** For the gallery: the question is open. */
  readonly asking?: boolean;
}

export function Leave({ party, leaving, onLeave, asking: open = false }: LeaveProps) {
  const { t } = useTexts();
  const [asking, ask] = useState(open);
  const others = party.some(({ presence }) => presence !== "invited" && presence !== "left");
  return (
    <>
      <Button kind="quiet" wide icon="leave" onPress={() => ask(true)}>
        {t("leave")}
      </Button>
      {asking && (
        <Dialog
          title={t("leave-title")}
          onClose={() => ask(false)}
          actions={
            <>
              <Button kind="primary" onPress={() => ask(false)}>
                {t("leave-stay")}
              </Button>
              <Button kind="danger" busy={leaving} onPress={onLeave}>
                {t(leaving ? "leave-going" : "leave")}
              </Button>
            </>
          }
        >
          <p>{t(others ? "leave-text-party" : "leave-text")}</p>
        </Dialog>
      )}
    </>
  );
}
