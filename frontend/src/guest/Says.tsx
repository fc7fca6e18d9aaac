// The screens that say one thing: what is true, and the one or two things a person can do about it.
import type { ComponentChildren } from "preact";
import { useTexts } from "../texts";
import { Button, Icon } from "../ui";
import type { Companion } from "../wire.gen";
import type { Unit } from "./api";
import { PhoneLink } from "./Frame";
import { Leave } from "./Leave";
import { Notice } from "./Notice";
import type { Screen } from "./screen";
import type { Entering } from "./waiting";
import { argsOf, saidOf } from "./words";

export interface SaysProps {
  readonly unit: Unit | null;
  readonly screen: Screen;
  readonly entering: Entering;
  readonly party: readonly Companion[];
  readonly leaving: boolean;
  readonly onLeave: () => void;
  readonly onEnter: () => void;
  readonly onFinish: () => void;
  readonly onHere: () => void;
  readonly onReload: () => void;
}

export function Says(props: SaysProps) {
  const said = saidOf(props.screen);
  return (
    said && (
      <Notice
        unit={props.unit}
        said={said}
        args={argsOf(props.screen)}
        phones={PHONES.includes(props.screen.kind)}
      >
        <Actions {...props} />
      </Notice>
    )
  );
}

/** Where the way on is to phone, or where a worried person may want to. */
const PHONES: readonly Screen["kind"][] = ["ended", "refused", "over", "failed"];

function Actions(props: SaysProps): ComponentChildren {
  const { t } = useTexts();
  const { screen } = props;
  switch (screen.kind) {
    case "left-call":
      return <BackIn {...props} here={screen.why === "elsewhere" || screen.why === "replaced"} />;
    case "by-phone":
      return <OnPhone {...props} number={screen.how === "inside" ? "" : screen.number} />;
    case "ended":
      return (
        <Button kind="primary" size="big" wide onPress={props.onFinish}>
          {t("close-up")}
        </Button>
      );
    case "beside":
    case "failed":
      return <Leave {...props} />;
    case "over":
      return <Over {...props} why={screen.why} />;
    default:
      return null;
  }
}

function BackIn(props: SaysProps & { readonly here: boolean }) {
  const { t } = useTexts();
  const asked = props.entering === "asked";
  return (
    <>
      {props.entering === "trouble" && <p>{t("turn-trouble")}</p>}
      <Button kind="go" size="big" wide busy={asked} icon="enter" onPress={props.onEnter}>
        {t(asked ? "turn-preparing" : props.here ? "go-in-here" : "go-back-in")}
      </Button>
      <Button wide onPress={props.onFinish}>
        {t("finished")}
      </Button>
    </>
  );
}

/** Who takes part by telephone may come to the picture instead; `number` is what they are to dial. */
function OnPhone(props: SaysProps & { readonly number: string }) {
  const { t } = useTexts();
  const asked = props.entering === "asked";
  return (
    <>
      {props.entering === "trouble" && <p>{t("turn-trouble")}</p>}
      {props.number && (
        <PhoneLink phone={props.number} class="button button-go button-big button-wide">
          <Icon name="phone" />
          <span>{t("by-phone-dial")}</span>
        </PhoneLink>
      )}
      <Button wide busy={asked} icon="enter" onPress={props.onEnter}>
        {t(asked ? "turn-preparing" : "by-phone-go")}
      </Button>
    </>
  );
}

function Over({ why, onHere, onReload }: SaysProps & { readonly why: string }) {
  const { t } = useTexts();
  if (why === "replaced") {
    return (
      <Button kind="primary" size="big" wide onPress={onHere}>
        {t("over-replaced-here")}
      </Button>
    );
  }
  if (why !== "outdated" && why !== "fault") return null;
  return (
    <Button kind="primary" size="big" wide onPress={onReload}>
      {t("over-reload")}
    </Button>
  );
}
