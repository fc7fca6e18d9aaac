// Presenting one's own screen: what the browser is asked for, and what becomes of it.
import { type ReadonlySignal, signal } from "@preact/signals";
import type { Presenting } from "./leg";

/**
 * `choosing`: the browser asks what to show. `refused`: the conference said no. `stopped`: not
 * by the person; somebody else presents now, say. `unable`: the browser, or the person's system, does not let it.
 */
export type Sharing = Presenting | "choosing" | "stopped" | "unable";

/** The part of `navigator.mediaDevices` in use; phones have none. */
export type ScreenSource = Pick<MediaDevices, "getDisplayMedia">;

const WISH = { video: { frameRate: { ideal: 10, max: 15 } }, audio: false };

export class Share {
  readonly #media: ScreenSource | undefined;
  readonly #present: (stream: MediaStream | null) => void;
  readonly #state = signal<Sharing>("off");
  #stream: MediaStream | null = null;

  constructor(media: ScreenSource | undefined, present: (stream: MediaStream | null) => void) {
    this.#media = media;
    this.#present = present;
  }

  get possible(): boolean {
    return this.#media !== undefined;
  }

  get state(): ReadonlySignal<Sharing> {
    return this.#state;
  }

  /** Asks the browser, which asks the person; begins with what they choose. */
  async start(): Promise<void> {
    if (!this.#media || this.#stream || this.#state.peek() === "choosing") return;
    this.#state.value = "choosing";
    const found = await this.#ask(this.#media);
    if (typeof found === "string") {
      this.#state.value = found;
      return;
    }
    // Stopped while the browser asked: the call is over, say.
    if (this.#state.peek() !== "choosing") return halt(found);
    this.#begin(found);
  }

  stop(): void {
    this.#end("off");
    this.#present(null);
  }

  /** What the conference makes of it. */
  hear(state: Presenting): void {
    if (!this.#stream) return;
    if (state === "refused") this.#end("refused");
    else if (state === "off") this.#end("stopped");
    else this.#state.value = state;
  }

  #begin(stream: MediaStream): void {
    this.#stream = stream;
    this.#state.value = "starting";
    for (const track of stream.getTracks()) {
      // Letters must stay sharp; that they come a little later harms nobody.
      track.contentHint = "detail";
      // The browser's own button, or the window that was shown is closed.
      track.addEventListener("ended", () => this.#stream === stream && this.stop());
    }
    this.#present(stream);
  }

  #end(state: Sharing): void {
    const stream = this.#stream;
    this.#stream = null;
    this.#state.value = state;
    if (stream) halt(stream);
  }

  async #ask(media: ScreenSource): Promise<MediaStream | "off" | "unable"> {
    try {
      return await media.getDisplayMedia(WISH);
    } catch (failure) {
      // To change one's mind is no trouble.
      return failure instanceof Error && failure.name === "NotAllowedError" ? "off" : "unable";
    }
  }
}

function halt(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
