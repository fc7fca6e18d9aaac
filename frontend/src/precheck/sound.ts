// What a microphone hears, in numbers: how loud, how often there was a voice, how loud the rest is. Pure.
import { decibels, FLOOR_DBFS } from "./figures";
import type { Microphone } from "./talk.gen";

/** So much louder than the rest of the time, and above what a room hums, is a voice. */
const OVER_REST_DB = 12;
const VOICE_DBFS = -55;
/** The rest of the time is as loud as its quietest fifth. */
const REST = 0.2;

export class Levels {
  readonly #windows: number[] = [];

  /**
   * One window of some milliseconds. Shape: samples from -1 to 1. Gives how loud it was, in dBFS.
   *
   * That is its mean power: by its highest sample every click, and every ring of a filter, would be
   * a voice that is too loud.
   */
  add(samples: Float32Array): number {
    let power = 0;
    for (const sample of samples) power += sample * sample;
    const level = decibels(Math.sqrt(power / Math.max(1, samples.length)));
    this.#windows.push(level);
    return level;
  }

  get any(): boolean {
    return this.#windows.length > 0;
  }

  microphone(): Microphone {
    if (!this.any) return { state: "ok" };
    const rest = this.#rest();
    const voice = Math.max(VOICE_DBFS, rest + OVER_REST_DB);
    const active = this.#windows.filter((level) => level > voice).length / this.#windows.length;
    return {
      state: "ok",
      peak_dbfs: Math.max(...this.#windows),
      active,
      noise_dbfs: rest,
    };
  }

  #rest(): number {
    const sorted = [...this.#windows].sort((one, other) => one - other);
    return sorted[Math.floor(REST * sorted.length)] ?? FLOOR_DBFS;
  }
}

/** How far a bar reaches, 0 to 1: from a whisper to as loud as it should be, in dBFS. */
export function barOf(level: number): number {
  return Math.min(1, Math.max(0, (level + 55) / 40));
}
