// The veil over a board that may be old, and the words for a line that does not come back by itself.
import { timeOfDay } from "../clock";
import { type Key, useTexts } from "../texts";
import { Alert, Button } from "../ui";
import { CLOSE } from "../wire.gen";
import { useShift } from "./shift";

export function Stale() {
  const { t, locale } = useTexts();
  const { staleSince, contact, again } = useShift();
  const since = staleSince.value;
  if (contact.value.kind === "over") return <Over code={contact.value.code} />;
  if (since === null) return null;
  return (
    <section class="stale" aria-label={t("top-lost")}>
      <Alert tone="warning" title={t("stale", { time: timeOfDay(since, locale) })}>
        <p>{t("stale-why")}</p>
        <Button size="small" onPress={again}>
          {t("stale-retry")}
        </Button>
      </Alert>
    </section>
  );
}

interface Ending {
  readonly title: Key;
  readonly more: Key;
  readonly act: Key;
  readonly does: "again" | "reload" | "leave";
}

const GONE: Ending = {
  title: "line-gone-title",
  more: "line-gone",
  act: "choose-title",
  does: "leave",
};

const ENDINGS: Readonly<Record<number, Ending>> = {
  [CLOSE.REPLACED]: {
    title: "line-replaced-title",
    more: "line-replaced",
    act: "line-replaced-here",
    does: "again",
  },
  [CLOSE.DENIED]: GONE,
  [CLOSE.GONE]: GONE,
};

const RELOAD: Ending = {
  title: "line-outdated-title",
  more: "line-outdated",
  act: "line-reload",
  does: "reload",
};

function Over({ code }: { readonly code: number }) {
  const { t } = useTexts();
  const { again, go } = useShift();
  // A sign-in that ended has its own dialog over the board.
  if (code === CLOSE.SIGNED_OUT || code === CLOSE.FINISHED) return null;
  const ending = ENDINGS[code] ?? RELOAD;
  const does = { again, reload: () => location.reload(), leave: () => go(null) };
  return (
    <section class="stale" aria-label={t("top-over")}>
      <Alert tone="warning" title={t(ending.title)}>
        <p>{t(ending.more)}</p>
        <Button size="small" onPress={does[ending.does]}>
          {t(ending.act)}
        </Button>
      </Alert>
    </section>
  );
}
