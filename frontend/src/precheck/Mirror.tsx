// One's own picture for as long as one wants, asked for by a press; the camera goes out with it.
import { useEffect, useState } from "preact/hooks";
import { useTexts } from "../texts";
import { Button } from "../ui";
import { letGo, openCamera } from "./devices";
import { Findings } from "./Findings";
import { OwnPicture } from "./Own";
import type { Cause, DeviceState } from "./talk.gen";

type Shown =
  | { readonly at: "off" | "opening" }
  | { readonly at: "on"; readonly tracks: readonly MediaStreamTrack[] }
  | { readonly at: "failed"; readonly why: Cause };

export const NO_CAMERA: Readonly<Partial<Record<DeviceState, Cause>>> = {
  denied: "cam-denied",
  none: "cam-none",
  busy: "cam-busy",
};

export function Mirror() {
  const { t } = useTexts();
  const [shown, setShown] = useState<Shown>({ at: "off" });
  useEffect(() => () => letGo(shown.at === "on" ? shown.tracks : []), [shown]);
  const open = async () => {
    setShown({ at: "opening" });
    const found = await openCamera(navigator.mediaDevices);
    if (typeof found === "string") {
      setShown({ at: "failed", why: NO_CAMERA[found] ?? "cam-none" });
    } else {
      setShown({ at: "on", tracks: found });
    }
  };
  if (shown.at === "on") {
    return (
      <>
        <OwnPicture stream={new MediaStream([...shown.tracks])} />
        <Button wide icon="camera-off" onPress={() => setShown({ at: "off" })}>
          {t("own-picture-off")}
        </Button>
      </>
    );
  }
  return (
    <>
      {shown.at === "failed" && <Findings causes={[shown.why]} />}
      <Button wide icon="camera" busy={shown.at === "opening"} onPress={() => void open()}>
        {t(shown.at === "opening" ? "own-picture-opening" : "own-picture")}
      </Button>
    </>
  );
}
