// Timers under names: a new one takes the place of the old, and all stop together.
import type { Ports } from "./ports";

export class Timers {
  readonly #later: Ports["later"];
  readonly #running = new Map<string, () => void>();

  constructor(later: Ports["later"]) {
    this.#later = later;
  }

  after(name: string, ms: number, run: () => void): void {
    this.stop(name);
    const stop = this.#later(ms, () => {
      this.#running.delete(name);
      run();
    });
    this.#running.set(name, stop);
  }

  has(name: string): boolean {
    return this.#running.has(name);
  }

  stop(name: string): void {
    this.#running.get(name)?.();
    this.#running.delete(name);
  }

  stopAll(): void {
    for (const stop of this.#running.values()) stop();
    this.#running.clear();
  }
}
