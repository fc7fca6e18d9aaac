// A code to scan with another device: it opens the same place, for ten minutes and for this person alone.
import { useEffect, useState } from "preact/hooks";
import { timeOfDay } from "../clock";
import { useTexts } from "../texts";
import { Button, Dialog } from "../ui";
import { type Elsewhere, guestApi } from "./api";

export interface CodeProps {
  readonly onClose: () => void;
}

export function ElsewhereCode({ onClose }: CodeProps) {
  const [made, setMade] = useState<Elsewhere | "failed" | null>(null);
  useEffect(() => {
    guestApi.elsewhere().then(setMade, () => setMade("failed"));
  }, []);
  return <ElsewhereShown made={made} onClose={onClose} />;
}

export interface ShownProps extends CodeProps {
  readonly made: Elsewhere | "failed" | null;
}

export function ElsewhereShown({ made, onClose }: ShownProps) {
  const { t } = useTexts();
  return (
    <Dialog
      title={t("elsewhere-title")}
      onClose={onClose}
      actions={
        <Button kind="primary" onPress={onClose}>
          {t("elsewhere-done")}
        </Button>
      }
    >
      <div role="status" class="guest-elsewhere">
        {made === null && <p>{t("elsewhere-making")}</p>}
        {made === "failed" && <p>{t("elsewhere-failed")}</p>}
      </div>
      {made !== null && made !== "failed" && <Way made={made} />}
    </Dialog>
  );
}

function Way({ made }: { readonly made: Elsewhere }) {
  const { t, locale } = useTexts();
  const [copied, setCopied] = useState<"" | "elsewhere-copied" | "elsewhere-copy-failed">("");
  const copy = () =>
    void navigator.clipboard.writeText(made.link).then(
      () => setCopied("elsewhere-copied"),
      () => setCopied("elsewhere-copy-failed"),
    );
  return (
    <div class="guest-elsewhere">
      <p>{t("elsewhere-text")}</p>
      <img src={made.qr} alt={t("elsewhere-code")} width={220} height={220} />
      <p>{t("elsewhere-until", { time: timeOfDay(made.until, locale) })}</p>
      <Button size="small" onPress={copy}>
        {t("elsewhere-copy")}
      </Button>
      <p role="status">{copied && t(copied)}</p>
    </div>
  );
}
