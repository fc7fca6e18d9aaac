// The person's own picture, if they want to see it: asked for by a tap, shown to nobody, never a condition.
import { useEffect, useRef, useState } from "preact/hooks";
import { useTexts } from "../texts";
import { Alert, Button } from "../ui";

export type PictureState =
  | { readonly kind: "off" }
  | { readonly kind: "opening" }
  | { readonly kind: "on"; readonly stream: MediaStream | null }
  | { readonly kind: "blocked" | "none" | "taken" };

/** Opens the camera when asked; lets it go with the component, so that the call finds it free. */
export function Picture() {
  const [state, setState] = useState<PictureState>({ kind: "off" });
  const stream = state.kind === "on" ? state.stream : null;
  useEffect(() => () => letGo(stream), [stream]);
  const open = () => {
    setState({ kind: "opening" });
    openCamera().then(setState);
  };
  return <PictureShown state={state} onOpen={open} onClose={() => setState({ kind: "off" })} />;
}

export interface PictureShownProps {
  readonly state: PictureState;
  readonly onOpen: () => void;
  readonly onClose: () => void;
}

export function PictureShown({ state, onOpen, onClose }: PictureShownProps) {
  const { t } = useTexts();
  if (state.kind === "on") return <On stream={state.stream} onClose={onClose} />;
  return (
    <>
      {(state.kind === "blocked" || state.kind === "none" || state.kind === "taken") && (
        <Alert tone="info">
          <p>{t(`camera-${state.kind}`)}</p>
        </Alert>
      )}
      <Button wide icon="camera" busy={state.kind === "opening"} onPress={onOpen}>
        {t(state.kind === "opening" ? "camera-opening" : "camera-on")}
      </Button>
    </>
  );
}

function On({
  stream,
  onClose,
}: {
  readonly stream: MediaStream | null;
  readonly onClose: () => void;
}) {
  const { t } = useTexts();
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  return (
    <figure class="guest-picture">
      <video ref={video} autoplay playsInline muted aria-label={t("camera-yours")} />
      <figcaption>{t("camera-yours")}</figcaption>
      <Button wide icon="camera-off" onPress={onClose}>
        {t("camera-off")}
      </Button>
    </figure>
  );
}

async function openCamera(): Promise<PictureState> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "user" } });
    return { kind: "on", stream };
  } catch (error) {
    return { kind: reason(error) };
  }
}

/** What the browser calls it, in the three cases in which the advice differs. */
function reason(error: unknown): "blocked" | "none" | "taken" {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "blocked";
  return name === "NotReadableError" || name === "AbortError" ? "taken" : "none";
}

function letGo(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
