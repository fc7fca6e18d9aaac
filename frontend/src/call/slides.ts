// The slides of a leg, our own and those of somebody else, as the SDK tells of them.
import type {
  CallSignals,
  NormalizedPresentationEvent,
  PresoConnectionChangeEvent,
} from "@pexip/infinity";
// Not handed on by its door, and the only place that tells who presents.
import { eventSignals } from "@pexip/infinity/dist/eventSource";
import type { Hear, Presenting } from "./leg";

const PRESENTING: Readonly<Record<PresoConnectionChangeEvent["send"], Presenting>> = {
  new: "off",
  connecting: "starting",
  connected: "on",
  failed: "refused",
  disconnected: "off",
  closed: "off",
};

export class Slides {
  readonly #hear: Hear;
  #receiving = false;
  /** Who presents, as the node has said it. */
  #presenter: NormalizedPresentationEvent | null = null;

  constructor(hear: Hear) {
    this.#hear = hear;
  }

  /** Listens; gives what ends the listening. */
  listen(signals: CallSignals): (() => void)[] {
    return [
      signals.onRemotePresentationStream.add((stream) => this.#hear.slides(stream)),
      signals.onPresentationConnectionChange.add((change) => this.#change(change)),
      eventSignals.onPresentationStart.add((event) => {
        // Nobody's name says that nobody presents any more.
        this.#presenter = event.presenterUuid ? event : null;
      }),
      eventSignals.onPresentationStop.add(() => {
        this.#presenter = null;
      }),
    ];
  }

  /** The SDK forgets who presents when it hears of it before its media, or begins its media anew. */
  again(): void {
    if (this.#presenter && !this.#receiving) eventSignals.onPresentationStart.emit(this.#presenter);
  }

  #change({ send, recv }: PresoConnectionChangeEvent): void {
    this.#hear.presenting(PRESENTING[send]);
    const receiving = recv === "connected" || recv === "connecting";
    if (this.#receiving && !receiving) this.#hear.slides(null);
    this.#receiving = receiving;
  }
}
