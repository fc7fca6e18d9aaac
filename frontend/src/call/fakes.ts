// Stand-ins for tests: a conference that says what the test wants, and a clock that the test moves.
import type { Pass } from "../wire.gen";
import { Connection, type Outside } from "./connection";
import type { Carried, Deed, Hear, Leg, Media, Person, Written } from "./leg";
import type { LeftWhy } from "./types";

export const ANNA: Person = {
  key: "anna",
  name: "Anna Test",
  here: true,
  camera: true,
  microphone: true,
  by: "video",
  host: true,
  waits: false,
  presenting: false,
  silenced: false,
};

export function pass(alias = "v-one"): Pass {
  return {
    type: "Pass",
    ref: 1,
    node: "",
    alias,
    pin: "4711",
    tag: "t",
    display_name: "Prøve",
    direct_media: false,
    media: "two-way",
    link: "",
  };
}

/** A leg as the conference's side of it. */
export interface FakeLeg {
  readonly pass: Pass;
  readonly token: string | undefined;
  readonly says: Hear;
  readonly sent: Media[];
  readonly carried: Carried[];
  readonly presented: (MediaStream | null)[];
  readonly written: string[];
  readonly deeds: Deed[];
  checks: number;
  hungUp: "leaving" | "closing" | null;
}

/** Runs what waits when its time has come, in order. */
export class FakeClock {
  #now = 0;
  #waiting: { at: number; act: () => void }[] = [];

  readonly later = (ms: number, act: () => void): (() => void) => {
    const entry = { at: this.#now + ms, act };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry);
    };
  };

  /** Moves the clock; what promises hold back is let through in between. */
  async move(ms: number): Promise<void> {
    const until = this.#now + ms;
    await settle();
    for (;;) {
      const next = this.#waiting
        .filter((entry) => entry.at <= until)
        .sort((one, other) => one.at - other.at)[0];
      if (!next) break;
      this.#waiting = this.#waiting.filter((entry) => entry !== next);
      this.#now = next.at;
      next.act();
      await settle();
    }
    this.#now = until;
  }
}

/** Lets everything run that waits for nothing but its turn. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

/** A person on the way into a call, and all that is outside. */
export class Scene {
  readonly clock = new FakeClock();
  readonly legs: FakeLeg[] = [];
  readonly told: string[] = [];
  /** What the server answers when a fresh Pass is asked for. */
  renewed: () => Promise<Pass | null> = async () => pass();
  /** Whether a leg can carry less than it does. */
  canCarryLess = true;
  readonly written: Written[] = [];
  /** Settles when a leg has said goodbye. */
  goodbye: Promise<void> = Promise.resolve();
  media: Media = { stream: {} as MediaStream, sending: { camera: true, microphone: true } };
  readonly connection: Connection;

  constructor(change: Partial<Outside> = {}, first = pass()) {
    this.connection = new Connection(first, {
      dial: (ours, media, carried, says, token) => this.#dial(ours, media, carried, says, token),
      media: () => this.media,
      renewPass: () => {
        this.told.push("renew");
        return this.renewed();
      },
      later: this.clock.later,
      random: () => 0.5,
      entered: () => this.told.push("entered"),
      left: (why: LeftWhy) => this.told.push(`left ${why}`),
      written: (message) => this.written.push(message),
      ...change,
    });
    this.connection.start();
  }

  /** The newest leg. */
  get leg(): FakeLeg {
    return this.legs[this.legs.length - 1] as FakeLeg;
  }

  get at(): string {
    return this.connection.phase.value.at;
  }

  /** The newest leg gets through, with these people in the call. */
  connects(...people: readonly Person[]): void {
    this.leg.says.admitted();
    this.leg.says.people(people);
    this.leg.says.connected();
  }

  #dial(ours: Pass, media: Media, carried: Carried, says: Hear, token?: string): Leg {
    const leg: FakeLeg = {
      pass: ours,
      token,
      says,
      sent: [media],
      carried: [carried],
      presented: [],
      written: [],
      deeds: [],
      checks: 0,
      hungUp: null,
    };
    this.legs.push(leg);
    return {
      send: (changed) => leg.sent.push(changed),
      carry: (less) => {
        if (this.canCarryLess) leg.carried.push(less);
        return this.canCarryLess;
      },
      present: (stream) => leg.presented.push(stream),
      write: async (text) => Boolean(leg.written.push(text)),
      act: async (deed) => Boolean(leg.deeds.push(deed)),
      check: () => {
        leg.checks += 1;
      },
      hangUp: (how) => {
        leg.hungUp = how;
        return this.goodbye;
      },
    };
  }
}
