// Choosing camera, microphone and speaker while the call goes on.
import { useTexts } from "../texts";
import { Button, Dialog, SelectField } from "../ui";
import type { Choice, Kind } from "./devices";
import { Meter } from "./Meter";
import type { CallModel } from "./model";

interface DeviceDialogProps extends Pick<CallModel, "devices"> {
  readonly onClose: () => void;
}

const SENT = ["camera", "microphone"] as const;

export function DeviceDialog({ devices, onClose }: DeviceDialogProps) {
  const { t } = useTexts();
  const choices = devices.choices.value;
  const any = SENT.some((kind) => choices[kind].length > 0);
  // Safari lists speakers, or not, but lets no page choose one.
  const speaks = "setSinkId" in HTMLMediaElement.prototype && choices.speaker.length > 0;
  return (
    <Dialog
      title={t("incall-devices-title")}
      onClose={onClose}
      actions={
        <Button kind="primary" onPress={onClose}>
          {t("incall-done")}
        </Button>
      }
    >
      {!any && <p>{t("incall-devices-none")}</p>}
      {SENT.filter((kind) => choices[kind].length > 0).map((kind) => (
        <Choose key={kind} kind={kind} devices={devices} options={choices[kind]} />
      ))}
      {choices.microphone.length > 0 && <Meter track={devices.tracks.value.microphone} />}
      {speaks && <Choose kind="speaker" devices={devices} options={choices.speaker} />}
    </Dialog>
  );
}

interface ChooseProps extends Pick<CallModel, "devices"> {
  readonly kind: Kind;
  readonly options: readonly Choice[];
}

function Choose({ kind, devices, options }: ChooseProps) {
  const { t } = useTexts();
  const track = kind === "speaker" ? undefined : devices.tracks.value[kind];
  const used = track?.getSettings().deviceId ?? devices.chosen.value[kind];
  const known = options.some((option) => option.id === used);
  const auto = { value: "", label: t("incall-devices-auto") };
  return (
    <SelectField
      label={t(`incall-${kind}`)}
      value={known ? used : ""}
      options={[
        ...(known && kind !== "speaker" ? [] : [auto]),
        ...options.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onValue={(id) => void devices.choose(kind, id)}
    />
  );
}
