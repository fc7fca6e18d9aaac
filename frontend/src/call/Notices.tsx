// What must be known while the call goes on, with its next step: a weak line, no sound, trouble with devices.
import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useTexts } from "../texts";
import { Button, Icon, type IconName } from "../ui";
import type { CallModel } from "./model";
import { type Told, troubles } from "./troubles";

interface NoticesProps {
  readonly model: CallModel;
  readonly blocked: Signal<boolean>;
}

export function Notices({ model, blocked }: NoticesProps) {
  const { t } = useTexts();
  const { devices } = model;
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
      <WeakLine model={model} />
      {troubles(devices.camera.value, devices.microphone.value).map((told) => (
        <Trouble key={told.subject} told={told} devices={devices} />
      ))}
      {devices.microphone.value.at === "off" && (
        <Notice icon="microphone-off" text={t("incall-silent")} />
      )}
    </div>
  );
}

function WeakLine({ model }: { readonly model: CallModel }) {
  const { t } = useTexts();
  const { connection, devices } = model;
  const lost = connection.phase.value.at === "reconnecting";
  if (lost || connection.line.value === "good") return null;
  if (connection.line.value === "weak") return <Notice icon="warning" text={t("incall-weak")} />;
  if (devices.camera.value.at !== "on")
    return <Notice icon="warning" text={t("incall-bad-without")} />;
  return (
    <Notice icon="warning" text={t("incall-bad")}>
      <Button size="small" icon="camera-off" onPress={() => void devices.setCamera(false)}>
        {t("incall-without-picture")}
      </Button>
    </Notice>
  );
}

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

interface NoticeProps {
  readonly icon: IconName;
  readonly text: string;
  readonly more?: string;
  readonly children?: ComponentChildren;
}

function Notice({ icon, text, more, children }: NoticeProps) {
  return (
    <div class="call-notice">
      <Icon name={icon} />
      <p>
        {text} {more && <span class="call-notice-more">{more}</span>}
      </p>
      {children}
    </div>
  );
}
