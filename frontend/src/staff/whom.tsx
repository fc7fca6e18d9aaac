// Who of the party goes in, when there is a choice: the call may have fewer places than the party has people.
import { useTexts } from "../texts";
import type { Card, CardGuest } from "../wire.gen";
import { pickedHere, treats } from "./acts";
import { called, guestPlaces, hasChoice, here, toggled } from "./party";
import * as sentences from "./sentences";
import { useShift } from "./shift";

export function Whom({ card }: { readonly card: Card }) {
  const { me } = useShift();
  const asks = card.stage === "waiting" && hasChoice(card) && treats(me.value);
  return asks ? <Choice card={card} /> : null;
}

/** A call with one place for them is one of a few, a larger one is any of them. */
function Choice({ card }: { readonly card: Card }) {
  const { t } = useTexts();
  const { board, picked } = useShift();
  const places = guestPlaces(board.value?.head.call_places ?? 2);
  const usual = called(card, places + 1);
  const chosen = pickedHere(card, picked.value) ?? usual;
  const pick = (guest: string) => {
    picked.value = toggled(chosen, guest, places + 1);
  };
  return (
    <section class="box whom" aria-labelledby="whom-title">
      <h3 class="box-title" id="whom-title">
        {t("admit-whom")}
      </h3>
      <fieldset
        class="whom-choices"
        aria-labelledby="whom-title"
        aria-describedby={here(card).length > places ? "whom-places" : undefined}
      >
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
      </fieldset>
      {here(card).length > places && (
        <p id="whom-places" class="muted">
          {t("admit-places", { places })}
        </p>
      )}
    </section>
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
