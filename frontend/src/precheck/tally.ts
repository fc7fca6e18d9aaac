// Small messages of one channel as the page counts them: what came there, what came back, how late. Pure.
//
// A message is its number and the page's clock, padded; the answer is the same and what the probe
// counted. Jitter is the mean difference between the gaps of sending and of arriving, so that the two
// clocks need not agree. Numbers are little-endian.
import { least, median, told } from "./figures";
import type { Probe } from "./talk.gen";

export const MESSAGE_BYTES = 160;

/** u32 number, f64 ms; then in an answer u32 arrived, u32 answered, f64 ms. */
const AT = { number: 0, sent: 4, arrived: 12, answered: 16, server: 20 } as const;
const ANSWER_BYTES = 28;

interface Step {
  readonly number: number;
  readonly at: number;
  readonly server: number;
}

export class Tally {
  #sent = 0;
  #arrived = 0;
  #returned = 0;
  #before: Step | null = null;
  #moved = 0;
  #steps = 0;
  readonly #rtts: number[] = [];

  get sent(): number {
    return this.#sent;
  }

  /** Units: milliseconds; undefined until something came back. */
  get longest(): number | undefined {
    return this.#rtts.length > 0 ? Math.max(...this.#rtts) : undefined;
  }

  /** The next message, sent at this time. */
  ask(now: number): ArrayBuffer {
    const message = new DataView(new ArrayBuffer(MESSAGE_BYTES));
    message.setUint32(AT.number, this.#sent, true);
    message.setFloat64(AT.sent, now, true);
    this.#sent += 1;
    return message.buffer;
  }

  take(answer: ArrayBuffer, now: number): void {
    if (answer.byteLength < ANSWER_BYTES) return;
    const view = new DataView(answer);
    const number = view.getUint32(AT.number, true);
    this.#returned += 1;
    this.#arrived = Math.max(this.#arrived, view.getUint32(AT.arrived, true));
    this.#rtts.push(now - view.getFloat64(AT.sent, true));
    this.#step({ number, at: now, server: view.getFloat64(AT.server, true) });
  }

  /** What is told. The way up is counted by the probe itself. */
  probe(): Probe {
    return {
      sent: this.#sent,
      arrived: this.#arrived,
      returned: this.#returned,
      rtt_ms: told(median(this.#rtts)),
      rtt_min_ms: told(least(this.#rtts)),
      jitter_down_ms: told(this.#steps > 0 ? this.#moved / this.#steps : undefined),
    };
  }

  #step(step: Step): void {
    const before = this.#before;
    if (before && step.number === before.number + 1) {
      this.#moved += Math.abs(step.at - before.at - (step.server - before.server));
      this.#steps += 1;
    }
    this.#before = step;
  }
}
