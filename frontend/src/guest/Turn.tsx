// "It is your turn": the whole screen changes, and there is one button.
import { useTexts } from "../texts";
import { Button } from "../ui";
import type { Seat } from "../wire.gen";
import type { Unit } from "./api";
import { Frame } from "./Frame";
import type { Entering } from "./waiting";

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
  const { t } = useTexts();
  const { clinician } = props.seat;
  const asked = props.entering === "asked";
  return (
    <Frame unit={props.unit} turn>
      <div class="guest-turn-words">
        <h1>{t("turn-title")}</h1>
        <p>{clinician ? t("turn-clinician", { name: clinician }) : t("turn-ready")}</p>
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
