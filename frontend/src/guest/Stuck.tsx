// We could not find out, and say what to do about it.
import { useTexts } from "../texts";
import { Button } from "../ui";
import type { Why } from "./api";
import { Notice } from "./Notice";
import type { Said } from "./words";

const STUCK: Partial<Record<Why, Said>> = {
  offline: "offline",
  "too-many-tries": "link-busy",
  "queue-full": "refused-full",
  "link-unknown": "link-unknown",
  "link-early": "link-early",
  "link-late": "link-late",
  "link-revoked": "link-revoked",
  "not-found": "link-unknown",
  ended: "link-ended",
};

/** We could not find out; what to do about it. */
export function Stuck({ why, onAgain }: { readonly why: Why; readonly onAgain: () => void }) {
  const { t } = useTexts();
  const said = STUCK[why] ?? "fault";
  return (
    <Notice unit={null} said={said}>
      <Button kind="primary" size="big" wide onPress={onAgain}>
        {t("try-again")}
      </Button>
    </Notice>
  );
}
