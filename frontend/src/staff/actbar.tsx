// The other things to do with the chosen card, in words, the ones that end something last.
import { timeOfDay } from "../clock";
import { useTexts } from "../texts";
import { Button } from "../ui";
import type { Card } from "../wire.gen";
import { canUndo } from "./shelves";
import { useShift } from "./shift";

export function Acts({ card }: { readonly card: Card }) {
  switch (card.shelf) {
    case "line":
      return <InLine card={card} />;
    case "parked":
      return (
        <div class="acts">
          <MoveButton card={card} />
          <RemoveButton card={card} />
        </div>
      );
    case "expected":
      return (
        <div class="acts">
          <MoveButton card={card} />
          <RemoveButton card={card} />
        </div>
      );
    case "admitted":
      return <LetIn card={card} />;
    case "ended":
      return <Ended card={card} />;
  }
}

function InLine({ card }: { readonly card: Card }) {
  const { t } = useTexts();
  const { asking, ask, flights, me, claim, release } = useShift();
  const busy = flights.value.has(card.visit);
  return (
    <div class="acts">
      {card.priority === 0 ? (
        <Button
          icon="back"
          busy={busy}
          onPress={() => void ask({ type: "MoveBack", visit: card.visit })}
        >
          {t("act-move-back")}
        </Button>
      ) : (
        <Button
          icon="up"
          busy={busy}
          onPress={() => {
            asking.value = { kind: "move", visit: card.visit };
          }}
        >
          {t("act-move-up")}
        </Button>
      )}
      {card.claim?.by === me.value.staff.id && (
        <Button icon="eye" onPress={release}>
          {t("act-release")}
        </Button>
      )}
      {card.claim === null && (
        <Button icon="eye" onPress={claim}>
          {t("act-claim")}
        </Button>
      )}
      <MoveButton card={card} />
      <RemoveButton card={card} />
    </div>
  );
}

function MoveButton({ card }: { readonly card: Card }) {
  const { t } = useTexts();
  const { asking, flights } = useShift();
  return (
    <Button
      icon="enter"
      busy={flights.value.has(card.visit)}
      onPress={() => {
        asking.value = { kind: "transfer", visit: card.visit };
      }}
    >
      {t("act-transfer")}
    </Button>
  );
}

function RemoveButton({ card }: { readonly card: Card }) {
  const { t } = useTexts();
  const { asking, flights } = useShift();
  return (
    <Button
      kind="danger"
      icon="cross"
      busy={flights.value.has(card.visit)}
      onPress={() => {
        asking.value = { kind: "remove", visit: card.visit };
      }}
    >
      {t(card.shelf === "expected" ? "act-cancel" : "act-remove")}
    </Button>
  );
}

function LetIn({ card }: { readonly card: Card }) {
  const { t } = useTexts();
  const { asking, ask, flights } = useShift();
  const busy = flights.value.has(card.visit);
  return (
    <div class="acts">
      <Button
        icon="back"
        busy={busy}
        onPress={() => void ask({ type: "PutBack", visit: card.visit })}
      >
        {t(card.stage === "in-call" ? "act-hold" : "act-put-back")}
      </Button>
      <MoveButton card={card} />
      <Button
        kind="danger"
        icon="check"
        busy={busy}
        onPress={() => {
          asking.value = { kind: "end", visit: card.visit };
        }}
      >
        {t("act-end")}
      </Button>
    </div>
  );
}

function Ended({ card }: { readonly card: Card }) {
  const { t, locale } = useTexts();
  const { ask, flights, now } = useShift();
  const until = card.ended?.undo_until;
  if (!until || !canUndo(card, now.value)) return null;
  return (
    <div class="acts">
      <Button
        icon="back"
        busy={flights.value.has(card.visit)}
        onPress={() => void ask({ type: "Reinstate", visit: card.visit })}
      >
        {t("act-undo")}
      </Button>
      <p class="muted">{t("act-undo-until", { time: timeOfDay(until, locale) })}</p>
    </div>
  );
}
