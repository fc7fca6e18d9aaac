// The person's own picture, small, as a mirror.
import { useComputed } from "@preact/signals";
import { useTexts } from "../texts";
import { Icon } from "../ui";
import type { CallModel } from "./model";
import { Picture } from "./Picture";

export function OwnPicture({ devices }: Pick<CallModel, "devices">) {
  const { t } = useTexts();
  // A stream of its own: some browsers do not notice a new track in a stream that is playing.
  const stream = useComputed(() => {
    const track = devices.tracks.value.camera;
    return track ? new MediaStream([track]) : null;
  });
  return (
    <div class="call-own">
      {stream.value ? (
        <Picture
          class="call-own-picture"
          stream={stream}
          label={t("incall-you")}
          mirrored={devices.mirrored}
        />
      ) : (
        <p class="call-own-hidden">
          <Icon name="camera-off" />
          {t("incall-you-hidden")}
        </p>
      )}
    </div>
  );
}
