// The strongest action of the chosen card: let in, go into the call, try again; and whom to let in, when there is a choice.
import { useTexts } from "../texts";
import { Button } from "../ui";
import type { Card, CardGuest } from "../wire.gen";
import { admitCommand, strongest, treats } from "./acts";
import { called, guestPlaces, hasChoice, here, toggled } from "./party";
import * as sentences from "./sentences";
import { useShift } from "./shift";

export function Admit({ card }: { readonly card: Card }) {
  const { t } = useTexts();
  const { me } = useShift();
  if (!treats(me.value)) {
    return strongest(card) && <p class="muted admit-not">{t("admit-secretary")}</p>;
  }
  return (
    <div class="admit" data-keep="main">
      <MainButton card={card} />
      {card.stage === "waiting" && hasChoice(card) && <Whom card={card} />}
    </div>
  );
}

function MainButton({ card }: { readonly card: Card }) {
  const { t } = useTexts();
  const { call } = useShift();
  if (card.stage === "waiting" && here(card).length === 0) {
    return <p class="muted">{t("admit-nobody")}</p>;
  }
  if (call.value?.visit === card.visit)
    return <p class="muted admit-inside">{t("enter-inside")}</p>;
  switch (strongest(card)) {
    case "admit":
      return <LetIn card={card} />;
    case "enter":
    case "wait":
      return <GoIn card={card} />;
    case "try-again":
      return <TryAgain card={card} />;
    case null:
      return null;
  }
}

/** Acting on what may be old is held back: the words above say why. */
function useHeld(): boolean {
  const { staleSince, contact } = useShift();
  return staleSince.value !== null || contact.value.kind === "over";
}

function LetIn({ card }: { readonly card: Card }) {
  const { t } = useTexts();
  const shift = useShift();
  const flight = shift.flights.value.get(card.visit);
  const held = useHeld() || shift.call.value !== null;
  const words = { none: "admit-go", sent: "admit-going", checking: "act-checking" } as const;
  return (
    <Button
      kind="go"
      size="big"
      icon="enter"
      class="admit-button"
      busy={flight !== undefined || held}
      onPress={() => void shift.ask(admitCommand(card, shift))}
    >
      {t(words[flight?.state ?? "none"])}
      {!flight && (
        <span class="key key-on" aria-hidden="true">
          Enter
        </span>
      )}
    </Button>
  );
}

function GoIn({ card }: { readonly card: Card }) {
  const { t } = useTexts();
  const shift = useShift();
  const opening = shift.entering.value === card.visit;
  const preparing = card.admission?.conference === "preparing";
  const words = opening ? "enter-going" : preparing ? "enter-preparing" : "enter-go";
  return (
    <Button
      kind="go"
      size="big"
      icon={preparing ? "clock" : "camera"}
      class="admit-button"
      busy={opening || preparing || useHeld() || shift.call.value !== null}
      onPress={() => void shift.enter(card.visit)}
    >
      {t(words)}
    </Button>
  );
}

function TryAgain({ card }: { readonly card: Card }) {
  const { t } = useTexts();
  const { flights, ask } = useShift();
  return (
    <Button
      kind="primary"
      size="big"
      icon="flip"
      busy={flights.value.has(card.visit) || useHeld()}
      onPress={() => void ask({ type: "TryAgain", visit: card.visit })}
    >
      {t("act-try-again")}
    </Button>
  );
}

/** Who of the party goes in. A call with one place for them is one of a few, a larger one is any of them. */
function Whom({ card }: { readonly card: Card }) {
  const { t } = useTexts();
  const { board, picked } = useShift();
  const places = guestPlaces(board.value?.head.call_places ?? 2);
  const usual = called(card, places + 1);
  const chosen = picked.value ?? usual;
  const pick = (guest: string) => {
    picked.value = toggled(chosen, guest, places + 1);
  };
  return (
    <fieldset class="whom" aria-describedby="whom-places">
      <legend>{t("admit-whom")}</legend>
      {here(card).map((guest) => (
        <label key={guest.guest} class="choice">
          <input
            type={places === 1 ? "radio" : "checkbox"}
            name="whom"
            checked={chosen.includes(guest.guest)}
            onChange={() => pick(guest.guest)}
          />
          <WhomWords guest={guest} />
        </label>
      ))}
      {here(card).length > places && (
        <p id="whom-places" class="muted">
          {t("admit-places", { places })}
        </p>
      )}
    </fieldset>
  );
}

function WhomWords({ guest }: { readonly guest: CardGuest }) {
  const texts = useTexts();
  return (
    <span>
      {sentences.nameOf(texts, guest)} <span class="muted">{texts.t(`role-${guest.role}`)}</span>
    </span>
  );
}
