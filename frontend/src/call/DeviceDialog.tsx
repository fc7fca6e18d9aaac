// Choosing camera, microphone and speaker while the call goes on; only what this way of a call uses.
import { useTexts } from "../texts";
import { Button, Dialog, SelectField } from "../ui";
import type { Choice, Kind } from "./devices";
import { Meter } from "./Meter";
import type { CallModel } from "./model";
import { DIRECTIONS, type Way } from "./ways";

interface DeviceDialogProps extends Pick<CallModel, "devices"> {
  readonly way: Way;
  readonly onClose: () => void;
}

const SENT = ["camera", "microphone"] as const;

export function DeviceDialog({ devices, way, onClose }: DeviceDialogProps) {
  const { t } = useTexts();
  const choices = devices.choices.value;
  const { sends, hears } = DIRECTIONS[way];
  const sent = SENT.filter((kind) => sends[kind]);
  const any = sent.some((kind) => choices[kind].length > 0);
  const chooses = hears && "setSinkId" in HTMLMediaElement.prototype;
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
      {sent.length > 0 && !any && <p>{t("incall-devices-none")}</p>}
      {sent
        .filter((kind) => choices[kind].length > 0)
        .map((kind) => (
          <Choose key={kind} kind={kind} devices={devices} options={choices[kind]} />
        ))}
      {sends.microphone && choices.microphone.length > 0 && (
        <Meter track={devices.tracks.value.microphone} />
      )}
      {chooses && <Speaker devices={devices} />}
      {hears && !chooses && <p>{t("incall-speaker-system")}</p>}
    </Dialog>
  );
}

/** Chrome tells of all speakers; Firefox asks the person itself, and tells of those it was shown. */
function Speaker({ devices }: Pick<CallModel, "devices">) {
  const { t } = useTexts();
  const options = devices.choices.value.speaker;
  return (
    <>
      {options.length > 0 && <Choose kind="speaker" devices={devices} options={options} />}
      {devices.asksForSpeaker && (
        <Button icon="speaker" onPress={() => void devices.askForSpeaker()}>
          {t("incall-speaker-choose")}
        </Button>
      )}
    </>
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
