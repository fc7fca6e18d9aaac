// A moving picture, with or without its sound.
import type { ReadonlySignal, Signal } from "@preact/signals";
import { useSignal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";

export interface PictureProps {
  readonly stream: ReadonlySignal<MediaStream | null>;
  readonly label: string;
  readonly class: string;
  readonly mirrored?: ReadonlySignal<boolean>;
  /** Without it the picture is silent. `blocked` is set when the browser will not play sound yet. */
  readonly sound?: { readonly speaker: ReadonlySignal<string>; readonly blocked: Signal<boolean> };
}

export function Picture({ stream, label, class: name, mirrored, sound }: PictureProps) {
  const video = useRef<HTMLVideoElement>(null);
  const tall = useSignal(false);
  useSignalEffect(() => {
    const [element, shown] = [video.current, stream.value];
    if (!element || element.srcObject === shown) return;
    element.srcObject = shown;
    if (shown) void play(element, sound?.blocked);
  });
  useSignalEffect(() => {
    const speaker = sound?.speaker.value;
    // Safari has no choice of speaker; a speaker that is gone falls back to the browser's own.
    if (speaker !== undefined) void video.current?.setSinkId?.(speaker).catch(() => {});
  });
  useSignalEffect(() => {
    if (sound && !sound.blocked.value && video.current?.muted) hear(video.current);
  });
  return (
    <video
      ref={video}
      class={name}
      aria-label={label}
      autoplay
      playsinline
      muted={!sound}
      data-tall={tall}
      data-mirrored={mirrored?.value ?? false}
      onResize={(event) => {
        const { videoWidth, videoHeight } = event.currentTarget;
        tall.value = videoHeight > videoWidth;
      }}
      onPause={(event) => {
        // A phone call or another app may stop the sound; it goes on when they are done.
        if (event.currentTarget.srcObject) void play(event.currentTarget, sound?.blocked);
      }}
    />
  );
}

async function play(element: HTMLVideoElement, blocked?: Signal<boolean>): Promise<void> {
  try {
    await element.play();
  } catch (failure) {
    if (!blocked || !(failure instanceof Error) || failure.name !== "NotAllowedError") return;
    // The browser wants a tap before it plays sound; the picture needs none.
    element.muted = true;
    blocked.value = true;
    await element.play().catch(() => {});
  }
}

function hear(element: HTMLVideoElement): void {
  element.muted = false;
  void element.play().catch(() => {});
}
