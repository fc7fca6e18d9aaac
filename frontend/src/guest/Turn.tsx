// "It is your turn": the whole screen changes, and there is one button.
import { useTexts } from "../texts";
import { Button } from "../ui";
import type { Seat } from "../wire.gen";
import type { Unit } from "./api";
import { Frame } from "./Frame";
import { insideSaid } from "./inside";
import type { Entering } from "./waiting";
import { mediaSaid } from "./words";

export interface TurnProps {
  readonly unit: Unit;
  readonly seat: Seat;
  readonly preparing: boolean;
  readonly entering: Entering;
  /** The person has asked for a moment: no more sound. */
  readonly calm: boolean;
  readonly onEnter: () => void;
  readonly onMoment: () => void;
}

export function TurnScreen(props: TurnProps) {
  const texts = useTexts();
  const { t } = texts;
  const { seat } = props;
  const asked = props.entering === "asked";
  return (
    <Frame unit={props.unit} turn>
      <div class="guest-turn-words">
        <h1>{t(seat.again ? "turn-again" : "turn-title")}</h1>
        <p>{seat.clinician ? t("turn-clinician", { name: seat.clinician }) : t("turn-ready")}</p>
        {mediaSaid(t, seat).map((said) => (
          <p key={said} class="guest-turn-media">
            {said}
          </p>
        ))}
        <p class="guest-turn-inside">{insideSaid(texts, seat)}</p>
        {props.preparing && <p>{t("turn-preparing")}.</p>}
        {props.calm && <p>{t("turn-moment-text")}</p>}
        {props.entering === "trouble" && <p class="guest-turn-trouble">{t("turn-trouble")}</p>}
      </div>
      <div class="guest-actions">
        <Button class="guest-enter" size="big" wide busy={asked} onPress={props.onEnter}>
          {t(asked ? "turn-preparing" : "turn-go")}
        </Button>
        {!props.calm && !asked && (
          <button type="button" class="guest-moment" onClick={props.onMoment}>
            {t("turn-moment")}
          </button>
        )}
      </div>
    </Frame>
  );
}
