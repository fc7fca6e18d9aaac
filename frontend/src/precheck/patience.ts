// How long ways are waited for: until a deadline, and while none works yet, until the first does.
import type { Ports } from "./ports";

export class Patience {
  /** Resolves when nothing more is waited for. */
  readonly over: Promise<null>;
  #end: () => void = () => {};
  #works = false;
  #late = false;
  readonly #off: () => void;

  constructor(ports: Pick<Ports, "later">, deadlineMs: number) {
    this.over = new Promise((done) => {
      this.#end = () => done(null);
    });
    this.#off = ports.later(deadlineMs, () => {
      this.#late = true;
      if (this.#works) this.#end();
    });
  }

  /** A way works. */
  found(): void {
    this.#works = true;
    if (this.#late) this.#end();
  }

  close(): void {
    this.#off();
  }
}
