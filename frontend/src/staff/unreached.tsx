// Somebody who was called and did not see it: said with a sign and words, and after a while a question. Nothing happens by itself.
import { timeOfDay } from "../clock";
import { useTexts } from "../texts";
import { Alert, Button } from "../ui";
import type { Card, CardGuest } from "../wire.gen";
import { treats } from "./acts";
import { PhoneLink } from "./phone";
import { mustChoose, notReached } from "./receipts";
import * as sentences from "./sentences";
import { useShift } from "./shift";

export function NotReached({ card }: { readonly card: Card }) {
  const texts = useTexts();
  const { t } = texts;
  const { now, patience } = useShift();
  const missed = notReached(card);
  if (missed.length === 0 || card.admission?.conference === "failed") return null;
  const until = patience.value.get(patient(card)) ?? 0;
  const asks = mustChoose(card, now.value) && now.value >= until;
  const title = asks ? "hint-choose" : "hint-unreached";
  return (
    <Alert tone="warning" title={t(title, { names: sentences.listed(texts, missed) })}>
      <p>{t(asks ? "hint-choose-more" : "hint-unreached-more")}</p>
      {missed.map((guest) => (
        <PhoneLink key={guest.guest} guest={guest} />
      ))}
      {asks && <Choice card={card} />}
    </Alert>
  );
}

/** The word for one admission: a choice to wait holds for that one alone. */
function patient({ visit, admission }: Card): string {
  return `${visit}-${admission?.number}`;
}

function Choice({ card }: { readonly card: Card }) {
  const { t } = useTexts();
  const { ask, flights, me, now, patience } = useShift();
  const { admission } = card;
  if (!admission || !treats(me.value)) return null;
  const wait = Date.parse(admission.choose_at) - Date.parse(admission.at);
  return (
    <div class="alert-acts">
      <Button
        kind="primary"
        icon="back"
        busy={flights.value.has(card.visit)}
        onPress={() => void ask({ type: "PutBack", visit: card.visit })}
      >
        {t("choose-put-back")}
      </Button>
      <Button
        icon="clock"
        onPress={() => {
          patience.value = new Map(patience.value).set(patient(card), now.value + wait);
        }}
      >
        {t("choose-wait")}
      </Button>
    </div>
  );
}

/** What became of the text message to somebody who did not see it; empty when none was due. */
export function useTextSaid(guest: CardGuest): string {
  const { t, locale } = useTexts();
  if (guest.text === null) return "";
  return t(`text-${guest.text}`, { time: guest.again_at ? timeOfDay(guest.again_at, locale) : "" });
}
