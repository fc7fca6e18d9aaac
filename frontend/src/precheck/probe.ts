// Sends small messages over a channel that repairs nothing, at a steady pace, and counts what comes back.
import type { Ports } from "./ports";
import type { Probe } from "./talk.gen";
import { Tally } from "./tally";
import { pause, within } from "./waits";

/** Messages in a second: of an idle line, and while a speed test runs. */
export const IDLE_PER_S = 50;
export const LOADED_PER_S = 20;

/** Units: milliseconds. */
const TICK_MS = 10;
const TAIL_MS = 1_000;
/** Longer than this nobody waits for what may be lost. */
const LONGEST_TAIL_MS = 4_000;
const OPEN_MS = 5_000;

export class Probing {
  readonly #tally = new Tally();
  readonly #ports: Ports;
  readonly #channel: RTCDataChannel;

  constructor(ports: Ports, channel: RTCDataChannel) {
    this.#ports = ports;
    this.#channel = channel;
    channel.onmessage = ({ data }) => this.#tally.take(data, ports.now());
  }

  /** As many as are due by the time that has passed, however seldom the timer runs. Errors: Stopped. */
  async send(
    perSecond: number,
    whilst: (elapsedMs: number) => boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const { now } = this.#ports;
    const began = now();
    for (let elapsed = 0; whilst(elapsed); elapsed = now() - began) {
      const due = Math.floor((elapsed * perSecond) / 1000) + 1;
      while (this.#tally.sent < due && this.#channel.readyState === "open") {
        this.#channel.send(this.#tally.ask(now()));
      }
      await pause(this.#ports, TICK_MS, signal);
    }
  }

  /** Waits for what is still on its way. Errors: Stopped. */
  async settle(signal: AbortSignal): Promise<void> {
    const tail = Math.min(LONGEST_TAIL_MS, 3 * (this.#tally.longest ?? 0) + TAIL_MS);
    await pause(this.#ports, tail, signal);
  }

  counted(): Probe {
    return this.#tally.probe();
  }
}

/**
 * A channel of its own for one count: the probe counts all that ever came over a channel. Null when
 * it does not open. Errors: Stopped.
 */
export async function probing(
  ports: Ports,
  peer: RTCPeerConnection,
  signal: AbortSignal,
): Promise<Probing | null> {
  // What is late is lost, as in a call.
  const channel = peer.createDataChannel("probe", { ordered: false, maxRetransmits: 0 });
  channel.binaryType = "arraybuffer";
  const opened = new Promise<true>((done) => {
    channel.onopen = () => done(true);
  });
  const open = await within(ports, OPEN_MS, signal, opened, false);
  return open ? new Probing(ports, channel) : null;
}

/** An idle line for so long. Errors: Stopped. */
export async function probed(
  ports: Ports,
  peer: RTCPeerConnection,
  ms: number,
  signal: AbortSignal,
): Promise<Probe | null> {
  const small = await probing(ports, peer, signal);
  if (!small) return null;
  await small.send(IDLE_PER_S, (elapsed) => elapsed < ms, signal);
  await small.settle(signal);
  return small.counted();
}
