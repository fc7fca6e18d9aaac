// How the waiting goes, in four sentences.
import { useTexts } from "../texts";

/** Folded: nobody must read it in order to come in. */
export function How() {
  const { t } = useTexts();
  return (
    <details class="guest-fold">
      <summary>{t("door-how")}</summary>
      <ul class="guest-fold-body guest-list">
        <li>{t("door-how-wait")}</li>
        <li>{t("door-how-turn")}</li>
        <li>{t("door-how-camera")}</li>
        <li>{t("door-how-place")}</li>
      </ul>
    </details>
  );
}
