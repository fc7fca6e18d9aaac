// What must be known while the call goes on, with its next step.
import type { Signal } from "@preact/signals";
import { useTexts } from "../texts";
import { Button } from "../ui";
import { BringIn, NewMessages } from "./Arrivals";
import type { Open } from "./asking";
import { LineNotice } from "./LineNotice";
import type { CallModel } from "./model";
import { Notice } from "./Notice";
import { namesIn } from "./naming";
import type { Sharing } from "./share";
import { type Told, troubles } from "./troubles";

interface NoticesProps {
  readonly model: CallModel;
  readonly blocked: Signal<boolean>;
  readonly open: Open;
}

export function Notices({ model, blocked, open }: NoticesProps) {
  const { t } = useTexts();
  const { devices, connection } = model;
  const hear = () => {
    blocked.value = false;
  };
  return (
    <div class="call-notices">
      {blocked.value && (
        <Notice icon="speaker-off" text={t("incall-no-sound")}>
          <Button kind="go" size="big" icon="speaker" onPress={hear}>
            {t("incall-hear")}
          </Button>
        </Notice>
      )}
      <OneWay model={model} />
      <LineNotice model={model} />
      {troubles(devices.camera.value, devices.microphone.value).map((told) => (
        <Trouble key={told.subject} told={told} devices={devices} />
      ))}
      <Vanished devices={devices} />
      <Silent model={model} />
      <Presentation share={model.share} />
      {connection.room.value.locked && model.audience === "staff" && (
        <Notice icon="lock" text={t("incall-locked")} calm />
      )}
      <BringIn model={model} />
      <NewMessages model={model} open={open} />
    </div>
  );
}

/** What the other side gets, where it is not the same both ways. */
function OneWay({ model }: Pick<NoticesProps, "model">) {
  const texts = useTexts();
  const { t } = texts;
  const { way, devices } = model;
  const others = namesIn(texts, model.others);
  if (way === "two-way") return null;
  if (way !== "send-only") {
    const text = way === "sound" ? "incall-way-sound" : "incall-way-receive";
    return <Notice icon={way === "sound" ? "speaker" : "eye"} text={t(text, { others })} calm />;
  }
  const seen = devices.camera.value.at === "on" ? "seen" : "unseen";
  const heard = devices.microphone.value.at === "on" ? "heard" : "unheard";
  return <Notice icon="eye" text={t(`incall-way-${seen}-${heard}`)} calm />;
}

function Silent({ model }: Pick<NoticesProps, "model">) {
  const { t } = useTexts();
  const { way, devices, connection } = model;
  if (connection.self.value.silenced)
    return (
      <Notice icon="microphone-off" text={t("incall-silenced")} more={t("incall-silenced-more")} />
    );
  // Whoever is only seen has been told already whether they are heard.
  if (devices.microphone.value.at !== "off" || way === "send-only" || way === "receive-only")
    return null;
  return <Notice icon="microphone-off" text={t("incall-silent")} />;
}

function Vanished({ devices }: Pick<CallModel, "devices">) {
  const { t } = useTexts();
  const gone = devices.gone.value;
  if (!gone) return null;
  const { kind, instead } = gone;
  return (
    <Notice
      icon="warning"
      text={t(`incall-gone-${kind}`)}
      more={instead ? t("incall-gone-instead", { name: instead }) : t("incall-gone-auto")}
    >
      <Button size="small" onPress={() => devices.forget()}>
        {t("incall-understood")}
      </Button>
    </Notice>
  );
}

function Presentation({ share }: Pick<CallModel, "share">) {
  const { t } = useTexts();
  const state = share.state.value;
  if (state === "off" || state === "choosing") return null;
  const going = state === "on" || state === "starting";
  return (
    <Notice icon="screen" text={t(PRESENTATION[state])} calm={going}>
      <Button size="small" onPress={() => share.stop()}>
        {t(going ? "incall-share-stop" : "incall-understood")}
      </Button>
    </Notice>
  );
}

const PRESENTATION = {
  starting: "incall-sharing-starting",
  on: "incall-sharing-on",
  refused: "incall-sharing-refused",
  stopped: "incall-sharing-stopped",
  unable: "incall-sharing-unable",
} as const satisfies Readonly<Record<Exclude<Sharing, "off" | "choosing">, string>>;

function Trouble({ told, devices }: Pick<CallModel, "devices"> & { readonly told: Told }) {
  const { t } = useTexts();
  const { subject, why, kinds } = told;
  const open = async () => {
    // One after the other, because each may make the browser ask.
    if (kinds.includes("microphone")) await devices.setMicrophone(true);
    if (kinds.includes("camera")) await devices.setCamera(true);
  };
  return (
    <Notice
      icon={subject === "camera" ? "camera-off" : "microphone-off"}
      text={t(`incall-${subject}-${why}`)}
      more={t(`incall-${subject}-${why}-more`)}
    >
      {why !== "unable" && (
        <Button size="small" onPress={() => void open()}>
          {t("incall-try-again")}
        </Button>
      )}
    </Notice>
  );
}
