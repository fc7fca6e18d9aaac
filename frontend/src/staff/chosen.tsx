// The right side: the chosen card, to see who it is, who is with them, and to act.
import { type Board, places } from "../board";
import { timeOfDay } from "../clock";
import { useTexts } from "../texts";
import { Button } from "../ui";
import type { Card } from "../wire.gen";
import { Acts } from "./actbar";
import { Admit } from "./admit";
import { age } from "./age";
import { Meanwhile } from "./callframe";
import { due } from "./card";
import { Hints } from "./hints";
import { History } from "./history";
import { Identity } from "./identity";
import { Party } from "./partybox";
import { Failed, ProgressBox } from "./progress";
import * as sentences from "./sentences";
import { useShift } from "./shift";
import { NotReached } from "./unreached";
import { Whom } from "./whom";

export function Chosen({ board }: { readonly board: Board }) {
  const { t } = useTexts();
  const { chosen, choose, call } = useShift();
  const visit = chosen.value;
  const card = visit === null ? undefined : board.cards.get(visit);
  return (
    <section class="chosen" aria-labelledby="chosen-title" data-keep="panel">
      {visit !== null && call.value === null && (
        <Button
          kind="quiet"
          size="small"
          class="chosen-back"
          icon="back"
          onPress={() => choose(null)}
        >
          {t("chosen-back")}
        </Button>
      )}
      {call.value !== null && <Meanwhile />}
      {card ? (
        <ChosenCard key={card.visit} card={card} place={places(board).get(card.visit) ?? null} />
      ) : (
        <Nobody gone={visit !== null} />
      )}
    </section>
  );
}

function Nobody({ gone }: { readonly gone: boolean }) {
  const { t } = useTexts();
  const { choices } = useShift();
  return (
    <div class="nobody">
      <h2 id="chosen-title" tabIndex={-1} data-keep="title">
        {t(gone ? "chosen-gone-title" : "chosen-none-title")}
      </h2>
      <p>{t(gone ? "chosen-gone" : "chosen-none")}</p>
      {choices.value.letters && !gone && <p class="muted only-wide">{t("chosen-none-keys")}</p>}
    </div>
  );
}

function ChosenCard({ card, place }: { readonly card: Card; readonly place: number | null }) {
  const texts = useTexts();
  return (
    <>
      <div class="chosen-head">
        <div>
          <p class="muted">
            <Standing card={card} place={place} />
          </p>
          <h2 id="chosen-title" class="chosen-title" tabIndex={-1} data-keep="title">
            {sentences.titleOf(texts, card)}
          </h2>
        </div>
        <Admit card={card} />
      </div>
      <Failed card={card} />
      <NotReached card={card} />
      <Hints card={card} />
      <ProgressBox card={card} />
      <Whom card={card} />
      <Identity card={card} />
      <Party card={card} />
      <History card={card} />
      <Acts card={card} />
    </>
  );
}

/** In one line where the visit stands: "Nummer 1, ventet 31 min". */
function Standing({ card, place }: { readonly card: Card; readonly place: number | null }) {
  const texts = useTexts();
  const { t, locale } = texts;
  const { now, me } = useShift();
  switch (card.shelf) {
    case "line":
    case "parked": {
      const wait = sentences.span(texts, age(card.arrived_at, now.value).minutes);
      const waited = t("chosen-waited", { wait });
      if (card.shelf === "parked") return `${t("chosen-parked")}, ${waited}`;
      return place === null ? waited : `${t("chosen-place", { place })}, ${waited}`;
    }
    case "expected":
      return `${t("chosen-expected")} ${due(texts, card, now.value)}`;
    case "admitted": {
      if (!card.admission) return null;
      const { by, name, at } = card.admission;
      const time = timeOfDay(at, locale);
      return by === me.value.staff.id
        ? t("chosen-admitted-me", { time })
        : t("chosen-admitted", { time, name });
    }
    case "ended":
      return [
        sentences.ended(texts, card),
        card.ended?.name && t("ended-by", { name: card.ended.name }),
      ]
        .filter(Boolean)
        .join(" ");
  }
}
