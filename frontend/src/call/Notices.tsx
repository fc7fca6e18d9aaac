// What must be known while the call goes on, with its next step: a weak line, no sound, trouble with devices.
import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useTexts } from "../texts";
import { Button, Icon, type IconName } from "../ui";
import type { Sent } from "./devices";
import type { CallModel } from "./model";

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
      <Trouble kind="microphone" devices={devices} />
      <Trouble kind="camera" devices={devices} />
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

function Trouble({ kind, devices }: Pick<CallModel, "devices"> & { readonly kind: Sent }) {
  const { t } = useTexts();
  const source = devices[kind].value;
  if (source.at !== "failed") return null;
  const open = kind === "camera" ? devices.setCamera : devices.setMicrophone;
  return (
    <Notice
      icon={`${kind}-off`}
      text={t(`incall-${kind}-${source.why}`)}
      more={t(`incall-${kind}-${source.why}-more`)}
    >
      {source.why !== "unable" && (
        <Button size="small" onPress={() => void open.call(devices, true)}>
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
