// Contact is lost: what was last confirmed and when, never more; and that the place is kept.
import { stamp } from "../clock";
import { type Texts, useTexts } from "../texts";
import { Alert, Button, Rich } from "../ui";
import type { Instant, Seat } from "../wire.gen";
import type { Unit } from "./api";
import { Frame } from "./Frame";
import { placeOf } from "./place";
import type { Screen } from "./screen";
import { saidOf } from "./words";

export interface LostProps {
  readonly unit: Unit | null;
  readonly screen: Extract<Screen, { kind: "lost" }>;
  readonly seat: Seat | null;
  readonly confirmedAt: Instant | null;
  readonly online: boolean;
  readonly onRetry: () => void;
}

export function LostScreen({ unit, screen, seat, confirmedAt, online, onRetry }: LostProps) {
  const { t, locale } = useTexts();
  const said = saidOf(screen) ?? "lost";
  const was = lastly(t, screen.was, seat);
  return (
    <Frame unit={unit}>
      <h1 class="guest-title">{t(`${said}-title`)}</h1>
      <p class="guest-lead">
        <Rich text={t(`${said}-text`)} />
      </p>
      {was && confirmedAt && (
        <Alert tone="warning">
          <p>
            {t("lost-last", { time: stamp(confirmedAt, locale) })}
            <br />
            {was}
          </p>
        </Alert>
      )}
      {!online && <p>{t("lost-offline")}</p>}
      {!screen.server && <p class="guest-quiet">{t(was ? "lost-long" : "lost-long-first")}</p>}
      <div class="guest-actions">
        <Button wide size="big" onPress={onRetry}>
          {t("try-again")}
        </Button>
      </div>
    </Frame>
  );
}

function lastly(t: Texts["t"], was: Screen, seat: Seat | null): string | null {
  if (was.kind === "opening" || !seat) return null;
  if (was.kind === "turn") return t("lost-last-turn");
  if (was.kind === "failed" || was.kind === "left-call") return t("lost-last-called");
  if (was.kind !== "waiting") return t("lost-last-other");
  const place = placeOf(seat);
  if (place.kind === "exact") return t("lost-last-number", { number: place.number });
  return place.kind === "about"
    ? t("lost-last-about", { ahead: place.ahead })
    : t("lost-last-hidden");
}
