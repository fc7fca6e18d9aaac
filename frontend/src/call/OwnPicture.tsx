// The person's own picture, small, as a mirror.
import { type ReadonlySignal, useComputed } from "@preact/signals";
import { useTexts } from "../texts";
import { Icon } from "../ui";
import type { CallModel } from "./model";
import { Picture } from "./Picture";

type Own = Pick<CallModel, "devices">;

export function OwnPicture({ devices }: Own) {
  const { t } = useTexts();
  const stream = useOwnStream(devices);
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

/** A stream of its own: some browsers do not notice a new track in a stream that is playing. */
export function useOwnStream(devices: Own["devices"]): ReadonlySignal<MediaStream | null> {
  return useComputed(() => {
    const track = devices.tracks.value.camera;
    return track ? new MediaStream([track]) : null;
  });
}
