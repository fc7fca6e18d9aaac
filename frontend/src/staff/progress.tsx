// Where the call of the chosen visit is, in words: on its way, ready, who is in it, failed and what can be done.
import { type Texts, useTexts } from "../texts";
import { Alert, Button, Chip, type ChipProps, Icon } from "../ui";
import type { Card, CardAdmission } from "../wire.gen";
import { treats } from "./acts";
import { failure } from "./failures";
import { PhoneLink } from "./phone";
import * as sentences from "./sentences";
import { useShift } from "./shift";

type Progress = CardAdmission["conference"] | "in-call";

const CHIPS: Readonly<Record<Progress, Pick<Required<ChipProps>, "tone" | "icon">>> = {
  preparing: { tone: "info", icon: "clock" },
  ready: { tone: "success", icon: "check" },
  "in-call": { tone: "success", icon: "camera" },
  failed: { tone: "error", icon: "warning" },
};

/** How far the call is; it has begun when anybody is in it. */
export function progress(card: Card): Progress | null {
  const { admission } = card;
  if (admission === null) return null;
  if (admission.conference !== "ready") return admission.conference;
  return anybodyInside(card) ? "in-call" : "ready";
}

function anybodyInside(card: Card): boolean {
  return (card.admission?.inside.length ?? 0) > 0 || guestsInside(card).length > 0;
}

function guestsInside({ guests }: Card): Card["guests"][number][] {
  return guests.filter(({ entered_at, left_at }) => entered_at !== null && left_at === null);
}

/** The names of all who are in the call now, staff first. */
export function inside(texts: Texts, card: Card): string[] {
  const guests = guestsInside(card).map(
    (guest) => `${sentences.nameOf(texts, guest)} (${texts.t(`role-${guest.role}`).toLowerCase()})`,
  );
  return [...(card.admission?.inside ?? []), ...guests];
}

export function ProgressBox({ card }: { readonly card: Card }) {
  const texts = useTexts();
  const { t } = texts;
  const how = progress(card);
  if (how === null || card.admission === null) return null;
  const names = inside(texts, card);
  const { media } = card.admission;
  return (
    <section class="box progress" aria-labelledby="progress-title">
      <h3 id="progress-title" class="box-title">
        {t("progress-title")}
      </h3>
      <p class="chips">
        <Chip {...CHIPS[how]}>{t(`progress-${how}`)}</Chip>
        {media !== "two-way" && (
          <Chip tone="info" icon={media === "sound" ? "speaker" : "eye"}>
            {t(`media-${media}`)}
          </Chip>
        )}
      </p>
      {how !== "failed" && (
        <p class="progress-inside">
          <Icon name="people" />
          {names.length > 0
            ? t("progress-inside", { names: names.join(", ") })
            : t("progress-nobody")}
        </p>
      )}
    </section>
  );
}

/** Why it could not be opened, and every way on there is. */
export function Failed({ card }: { readonly card: Card }) {
  const texts = useTexts();
  const { t } = texts;
  const { ask, flights, me } = useShift();
  const { admission } = card;
  if (admission?.conference !== "failed") return null;
  return (
    <Alert tone="error" title={t("hint-failed")}>
      <p>{failure(texts, admission.failure)}</p>
      {card.guests
        .filter(({ called }) => called)
        .map((guest) => (
          <PhoneLink key={guest.guest} guest={guest} />
        ))}
      {treats(me.value) && admission.other_way !== null && (
        <div class="alert-acts">
          <Button
            icon="flip"
            busy={flights.value.has(card.visit)}
            onPress={() => void ask({ type: "TryAgain", visit: card.visit, other: true })}
          >
            {t("act-other-way")}
          </Button>
        </div>
      )}
    </Alert>
  );
}
