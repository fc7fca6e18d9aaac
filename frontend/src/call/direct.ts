// What the SDK leaves to the page when picture and sound go straight to the other browser.
import type { InfinitySignals } from "@pexip/infinity";
import type { Hear } from "./leg";

/** Listens; gives what ends the listening. `again` places the call anew on the same token. */
export function directly(
  signals: InfinitySignals,
  hear: Hear,
  connected: () => void,
  again: () => Promise<void>,
): (() => void)[] {
  return [
    // The first to come has no path to wait for: the other's offer will bring it.
    signals.onAnswer.add((answer) => {
      if (answer.offer_ignored) connected();
    }),
    signals.onPeerDisconnect.add(() => {
      // The last picture of somebody who is gone must not stand there as if they were not.
      hear.picture(new MediaStream());
      void again();
    }),
    signals.onTransfer.add(({ alias, token }) => hear.moved(alias, token)),
  ];
}

/** How often the dark picture is sent; the other side looks once a second. Milliseconds. */
const DARK_MS = 200;

/**
 * What is sent straight to the other browser: the tracks of now, and a dark picture where the camera
 * is off. The SDK there takes a picture that stops for a lost path, and would look for a new one
 * for ever.
 */
export class Outgoing {
  readonly #stream = new MediaStream();
  #dark: MediaStreamTrack | null = null;
  #painting = 0;

  /** The same stream each time, with these tracks. */
  of(tracks: readonly MediaStreamTrack[]): MediaStream {
    const pictured = tracks.some((track) => track.kind === "video");
    if (pictured) this.close();
    const wanted = pictured ? tracks : [...tracks, this.#darkness()];
    for (const track of this.#stream.getTracks())
      if (!wanted.includes(track)) this.#stream.removeTrack(track);
    for (const track of wanted) this.#stream.addTrack(track);
    return this.#stream;
  }

  close(): void {
    clearInterval(this.#painting);
    this.#dark?.stop();
    this.#dark = null;
  }

  #darkness(): MediaStreamTrack {
    if (this.#dark) return this.#dark;
    const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 180 });
    const brush = canvas.getContext("2d");
    this.#painting = window.setInterval(() => brush?.fillRect(0, 0, 320, 180), DARK_MS);
    this.#dark = canvas.captureStream().getVideoTracks()[0] as MediaStreamTrack;
    return this.#dark;
  }
}
