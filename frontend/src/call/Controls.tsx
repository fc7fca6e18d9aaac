// The buttons of a call, in one row, each with its words.
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { type Key, useTexts } from "../texts";
import { Icon, type IconName } from "../ui";
import { DeviceDialog } from "./DeviceDialog";
import type { Sent, Source } from "./devices";
import { LeaveDialog } from "./LeaveDialog";
import type { CallModel } from "./model";
import "./controls.css";

const STATES: Readonly<Record<Source["at"], Key>> = {
  on: "incall-on",
  off: "incall-off",
  opening: "incall-opening",
  failed: "incall-broken",
};

export function Controls({ model }: { readonly model: CallModel }) {
  const { t } = useTexts();
  const asking = useSignal<"devices" | "leave" | null>(null);
  const { connection, devices, endForAll } = model;
  const ask = (question: typeof asking.value) => () => {
    asking.value = question;
  };
  const several = devices.choices.value.camera.length > 1 && devices.tracks.value.camera;
  return (
    <fieldset class="call-controls">
      <legend class="only-read">{t("incall-controls")}</legend>
      <Switch kind="microphone" devices={devices} />
      <Switch kind="camera" devices={devices} />
      {several && (
        <Control icon="flip" onPress={() => void devices.turn()}>
          {t("incall-turn")}
        </Control>
      )}
      <Control icon="settings" onPress={ask("devices")}>
        {t("incall-devices")}
      </Control>
      <Control icon="leave" stop onPress={endForAll ? ask("leave") : () => connection.leave()}>
        {t("incall-leave")}
      </Control>
      {asking.value === "devices" && <DeviceDialog devices={devices} onClose={ask(null)} />}
      {asking.value === "leave" && endForAll && (
        <LeaveDialog onStay={ask(null)} onLeave={() => connection.leave()} onEnd={endForAll} />
      )}
    </fieldset>
  );
}

function Switch({ kind, devices }: Pick<CallModel, "devices"> & { readonly kind: Sent }) {
  const { t } = useTexts();
  const source = devices[kind].value;
  const on = source.at === "on";
  return (
    <button
      type="button"
      class="call-control"
      role="switch"
      aria-checked={on}
      aria-disabled={source.at === "opening"}
      onClick={() => {
        if (source.at === "opening") return;
        void (kind === "camera" ? devices.setCamera(!on) : devices.setMicrophone(!on));
      }}
    >
      <Icon name={on ? kind : `${kind}-off`} />
      <span>{t(`incall-${kind}`)}</span>
      <span class="call-control-state" aria-hidden="true">
        {t(STATES[source.at])}
      </span>
    </button>
  );
}

interface ControlProps {
  readonly icon: IconName;
  readonly stop?: boolean;
  readonly onPress: () => void;
  readonly children: ComponentChildren;
}

function Control({ icon, stop = false, onPress, children }: ControlProps) {
  return (
    <button type="button" class="call-control" data-stop={stop} onClick={onPress}>
      <Icon name={icon} />
      <span>{children}</span>
    </button>
  );
}
