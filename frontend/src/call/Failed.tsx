// Says that something did not work, beside what was pressed.
import { useTexts } from "../texts";
import { Alert } from "../ui";
import type { Acting } from "./acting";

export function Failed({ acting }: { readonly acting: Acting }) {
  const { t } = useTexts();
  return (
    <div role="alert">
      {acting.failed.value && <Alert tone="error">{t("incall-not-done")}</Alert>}
    </div>
  );
}
