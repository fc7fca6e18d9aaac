// The test as a page of its own, before the day: nothing is kept of it, because nobody waits yet.
import { hasPrechecks } from "../offered";
import { PreCheck } from "../precheck";
import { useTexts } from "../texts";
import { guestApi } from "./api";
import { Frame } from "./Frame";

export function CheckPage() {
  const { t } = useTexts();
  return (
    <Frame unit={null}>
      <h1 class="guest-title">{t("check-title")}</h1>
      {hasPrechecks() ? (
        <PreCheck audience="guest" ticket={guestApi.checkAhead} />
      ) : (
        <p>{t("check-none")}</p>
      )}
    </Frame>
  );
}
