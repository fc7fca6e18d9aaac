// A test on its way: the own picture, the bar of the microphone, what is asked, and a calm list of steps.
import type { ReadonlySignal } from "@preact/signals";
import { useTexts } from "../texts";
import { Alert, Button, Icon } from "../ui";
import type { IconName } from "../ui/Icon";
import { Keeps } from "./audience";
import type { Asked, Own, State } from "./checking";
import { Findings } from "./Findings";
import { NO_CAMERA } from "./Mirror";
import { Meter, OwnPicture } from "./Own";
import { STEPS, type Step } from "./run";
import type { Cause, DeviceState, Speaker } from "./talk.gen";

const NO_MICROPHONE: Readonly<Partial<Record<DeviceState, Cause>>> = {
  denied: "mic-denied",
  none: "mic-none",
  busy: "mic-busy",
};

export interface RunningProps {
  readonly state: Extract<State, { at: "running" }>;
  readonly own: Own | null;
  readonly level: ReadonlySignal<number>;
  readonly asked: Asked;
  /** The sound is the one that calls a person in. */
  readonly ofTurn: boolean;
  /** Without devices, where a network alone is tested. */
  readonly devices: boolean;
  readonly onPlay: () => void;
  readonly onAnswer: (speaker: Speaker) => void;
  readonly onStop: () => void;
}

export function Running(props: RunningProps) {
  const { t } = useTexts();
  const { state, own } = props;
  const asking = props.devices && state.step === "devices" && own === null;
  return (
    <>
      {asking && (
        <Alert tone="info">
          <p>{t("check-asking")}</p>
        </Alert>
      )}
      {own && <Devices own={own} level={props.level} />}
      {props.asked !== "not-yet" && <Question {...props} />}
      {state.queued && (
        <Alert tone="info">
          <p>
            {state.queued === "busy"
              ? t("check-busy")
              : t("check-queued", { position: state.queued.position })}
          </p>
        </Alert>
      )}
      <Steps now={state.step} devices={props.devices} />
      <Keeps />
      <Button wide onPress={props.onStop}>
        {t("check-stop")}
      </Button>
    </>
  );
}

function Devices({ own, level }: { readonly own: Own; readonly level: RunningProps["level"] }) {
  const missing = [NO_CAMERA[own.camera], NO_MICROPHONE[own.microphone]];
  return (
    <>
      {own.camera === "ok" && <OwnPicture stream={own.stream} />}
      {own.microphone === "ok" && <Meter level={level} />}
      <Findings causes={missing.filter((cause) => cause !== undefined)} />
    </>
  );
}

function Question({ asked, ofTurn, onPlay, onAnswer }: RunningProps) {
  const { t } = useTexts();
  return (
    <fieldset class="check-question">
      <legend>{t("check-hear")}</legend>
      <p>{t(ofTurn ? "check-hear-turn" : "check-hear-text")}</p>
      <div class="check-answers">
        <Button size="big" wide pressed={asked === "heard"} onPress={() => onAnswer("heard")}>
          {t("check-heard")}
        </Button>
        <Button
          size="big"
          wide
          pressed={asked === "not-heard"}
          onPress={() => onAnswer("not-heard")}
        >
          {t("check-not-heard")}
        </Button>
      </div>
      {(asked === "heard" || asked === "not-heard") && <p>{t(`check-${asked}-said`)}</p>}
      <Button wide icon="speaker" onPress={onPlay}>
        {t("check-play")}
      </Button>
    </fieldset>
  );
}

type Stage = "done" | "now" | "later";

const ICONS: Readonly<Record<Stage, IconName>> = { done: "check", now: "half", later: "clock" };

function Steps({ now, devices }: { readonly now: Step; readonly devices: boolean }) {
  const { t } = useTexts();
  const steps = STEPS.filter((step) => devices || step !== "devices");
  const at = steps.indexOf(now);
  return (
    <ol class="check-steps" role="list" aria-label={t("check-steps")}>
      {steps.map((step, nth) => {
        const stage: Stage = nth < at ? "done" : nth === at ? "now" : "later";
        return (
          <li
            key={step}
            class={`check-step check-step-${stage}`}
            aria-current={stage === "now" ? "step" : undefined}
          >
            <Icon name={ICONS[stage]} />
            <span>{t(`check-step-${step}`)}</span>
            <span class="check-stage">{t(`check-state-${stage}`)}</span>
          </li>
        );
      })}
    </ol>
  );
}
