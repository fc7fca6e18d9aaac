// The person's own picture as a mirror, shown to nobody else, and a bar that moves with their voice.
import { type ReadonlySignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { useTexts } from "../texts";

export function OwnPicture({ stream }: { readonly stream: MediaStream | null }) {
  const { t } = useTexts();
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  return (
    <figure class="check-picture">
      <video ref={video} autoplay playsInline muted aria-label={t("check-picture")} />
      <figcaption>{t("check-picture")}</figcaption>
    </figure>
  );
}

/** The level from 0 to 1; it moves without drawing anything anew. */
export function Meter({ level }: { readonly level: ReadonlySignal<number> }) {
  const { t } = useTexts();
  const bar = useRef<HTMLDivElement>(null);
  useSignalEffect(() => {
    bar.current?.style.setProperty("--level", String(level.value));
  });
  return (
    <div class="check-meter">
      <p>{t("check-level")}</p>
      <div ref={bar} class="check-meter-bar" aria-hidden="true" />
    </div>
  );
}
