// What was asked and not answered yet: it is asked again, word for word, until there is an answer.
import type { Timers } from "./timers";
import { CLOSE, type Done, type NotDone, type Pass } from "./wire.gen";

export type Reply = Done | NotDone | Pass;

/** Units: milliseconds. */
const RETRY_MS = 500;

interface Question {
  /** Larger with each time it is put, as the server wants it; answers carry it back. */
  ref: number;
  readonly message: (ref: number) => unknown;
  readonly settle: (reply: Reply) => void;
}

export interface QuestionsOptions {
  readonly send: (message: unknown) => void;
  readonly timers: Timers;
  readonly random: () => number;
}

export class Questions {
  readonly #options: QuestionsOptions;
  readonly #open = new Set<Question>();
  #ref = 0;

  constructor(options: QuestionsOptions) {
    this.#options = options;
  }

  get any(): boolean {
    return this.#open.size > 0;
  }

  /** Puts it now, or, when the line is not open, with the next `repeat`. */
  ask(message: (ref: number) => unknown, now: boolean): Promise<Reply> {
    return new Promise((settle) => {
      const question = { ref: 0, message, settle };
      this.#open.add(question);
      if (now) this.#put(question);
    });
  }

  /** The line is new: whatever is open is put again. */
  repeat(): void {
    for (const each of this.#open) this.#put(each);
  }

  answered(reply: Reply): void {
    const question = [...this.#open].find((each) => each.ref === reply.ref);
    if (!question) return;
    if (reply.type === "Refused" && isPassing(reply)) return this.#putLater(question, reply);
    this.#open.delete(question);
    question.settle(reply);
  }

  /** The line is over: nobody waits for ever. */
  end(closed: number): void {
    for (const each of this.#open) each.settle(refusal(each.ref, closed));
    this.#open.clear();
  }

  #put(question: Question): void {
    this.#ref += 1;
    question.ref = this.#ref;
    this.#options.send(question.message(question.ref));
  }

  #putLater(question: Question, refused: NotDone): void {
    const { timers, random } = this.#options;
    const ms = Math.max(RETRY_MS, refused.retry_ms) + random() * RETRY_MS;
    timers.after(`retry-${question.ref}`, ms, () => this.#put(question));
  }
}

/** "Not now", as against "no": the same question again, under the same op_id, may be answered. */
function isPassing(refused: NotDone): boolean {
  return refused.code === "busy" || refused.code === "unknown" || refused.retry_ms > 0;
}

/** What is answered in the server's place once its line is over. */
export function refusal(ref: number, closed: number): NotDone {
  const code = closed === CLOSE.SIGNED_OUT ? "not-signed-in" : "denied";
  return { type: "Refused", ref, code, by: null, name: "", at: null, retry_ms: 0 };
}
