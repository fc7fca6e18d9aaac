// The test of this page: begun by a press, what has been seen of it, and how it ended.
import { batch, computed, signal } from "@preact/signals";
import { Checking } from "../precheck/checking";
import type { Ports } from "../precheck/ports";
import type { Step, Ticket } from "../precheck/run";
import type { Queued } from "../precheck/talk.gen";
import { type Overheard, overheard } from "./overhearing";
import type { Course } from "./results";
import { after, NOTHING, type Seen } from "./seen";

/** The steps of a test without camera and microphone, in their order. */
export const STEPS = ["contact", "ways", "media", "speed", "verdict"] as const;

export interface Test {
  readonly course: Course;
  readonly seen: Seen;
  /** Where it is while it runs. */
  readonly step: (typeof STEPS)[number];
  /** The place among others who test; `busy` while there is not even a place. */
  readonly place: number | "busy" | null;
  /** Milliseconds since 1970 at its end, 0 before. */
  readonly when: number;
}

export const IDLE: Test = { course: "idle", seen: NOTHING, step: "contact", place: null, when: 0 };

export class Testing {
  readonly #seen = signal(NOTHING);
  readonly #checking: Checking;
  readonly #wall: () => number;
  #when = 0;

  readonly test = computed<Test>(() => {
    const state = this.#checking.state.value;
    const seen = this.#seen.value;
    switch (state.at) {
      case "running": {
        const place = placeOf(state.queued);
        return { ...IDLE, course: "running", seen, step: stepOf(state.step), place };
      }
      case "judged":
        return { ...IDLE, course: "judged", seen, step: "verdict", when: state.when };
      case "failed":
        return { ...IDLE, course: state.why, seen, when: this.#when };
      default:
        return IDLE;
    }
  });

  constructor(ports: Ports, ticket: () => Promise<Ticket>) {
    this.#wall = ports.wall;
    this.#checking = new Checking({
      ports: overheard(ports, (said) => this.#hear(said)),
      audience: "network",
      ticket,
      live: () => false,
      onDone: () => {},
    });
    this.#checking.state.subscribe(({ at }) => {
      if (at === "failed") this.#when = this.#wall();
    });
  }

  start(): void {
    batch(() => {
      this.#seen.value = NOTHING;
      this.#checking.start();
    });
  }

  stop(): void {
    this.#checking.stop();
  }

  close(): void {
    this.#checking.close();
  }

  #hear(said: Overheard): void {
    this.#seen.value = after(this.#seen.value, said);
  }
}

function placeOf(queued: Queued | "busy" | null): Test["place"] {
  return queued === "busy" || queued === null ? queued : queued.position;
}

function stepOf(step: Step): Test["step"] {
  return step === "devices" ? "contact" : step;
}
