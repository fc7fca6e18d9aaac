// The waiting of one person in this tab: the line, what it last told, and what the person did here.
import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { LeftWhy } from "../call/types";
import { ServerClock } from "../clock";
import { Line, type LineState, type Ports } from "../line";
import type {
  Code,
  GuestCommand,
  Instant,
  NotDone,
  Pass,
  Seat,
  SeatShown,
  ToGuest,
} from "../wire.gen";
import { type Contact, contactOf } from "./contact";
import { mustKnow, type Screen, screenOf } from "./screen";

export interface WaitingOptions {
  readonly ports: Ports;
  readonly locale: string;
  readonly tab: string;
  /** This machine's own clock, in milliseconds since 1970; used until the server has told its own. */
  readonly wall: () => number;
  /** Fetches the place ticket; it fails when there is none to be had now. */
  readonly ticket: () => Promise<string>;
  /** Runs once the screen is drawn. */
  readonly afterDrawing: (run: () => void) => void;
}

/** Units: milliseconds. After this a person is told that it takes longer than it should. */
const SLOW_MS = 3_000;

/** A place that is not there any more is left just as well. */
const NO_PLACE: readonly Code[] = ["ended", "not-waiting", "not-found"];

/** Whether the guest stands in the queue: what was refused before that, in another queue, is past. */
function hasPlace({ stage }: Seat): boolean {
  return stage !== "expected" && stage !== "ended";
}

/** Whether the way into the call was asked for, and what came of it. */
export type Entering = "no" | "asked" | "trouble";

export class Waiting {
  readonly screen: ReadonlySignal<Screen>;
  readonly seat = signal<Seat | null>(null);
  readonly contact = signal<Contact>("checking");
  readonly confirmedAt = signal<Instant | null>(null);
  readonly online = signal(true);
  readonly entering = signal<Entering>("no");
  readonly leaving = signal(false);
  readonly pass = signal<Pass | null>(null);
  /** The server's time, in milliseconds since 1970, moved on every second. */
  readonly now: Signal<number>;
  readonly #options: WaitingOptions;
  readonly #line: Line<ToGuest, GuestCommand>;
  readonly #clock = new ServerClock();
  readonly #over = signal<number | null>(null);
  readonly #refused = signal<Code | null>(null);
  readonly #slow = signal(false);
  readonly #callOver = signal<LeftWhy | null>(null);
  readonly #gone = signal<"left" | "done" | null>(null);
  #epoch = "";
  #version = 0;
  /** What the ticket that the page holds is of. */
  #placed = "";
  #brokenAt: number;
  #asking = false;

  constructor(options: WaitingOptions) {
    const { ports, locale, tab } = options;
    this.#options = options;
    this.now = signal(options.wall());
    this.#brokenAt = ports.now();
    this.#line = new Line({
      ports,
      locale,
      tab,
      heard: (message) => batch(() => this.#heard(message)),
      changed: (state) => batch(() => this.#changed(state)),
    });
    this.screen = computed(() =>
      screenOf({
        seat: this.seat.value,
        contact: this.contact.value,
        over: this.#over.value,
        refused: this.#refused.value,
        slow: this.#slow.value,
        inCall: this.pass.value !== null,
        callOver: this.#callOver.value,
        gone: this.#gone.value,
      }),
    );
  }

  /** Opens the line and takes the place, or takes it up again. */
  async start(): Promise<void> {
    this.#line.start();
    const stop = this.#options.ports.later(SLOW_MS, () => {
      this.#slow.value = true;
    });
    const answer = await this.#line.ask({ type: "Join" });
    stop();
    this.#slow.value = false;
    if (answer.type === "Refused" && this.#over.value === null) this.#refused.value = answer.code;
  }

  /** Called every second: the page judges by its own clock whether it may still say what it says. */
  tick(): void {
    batch(() => {
      this.now.value = this.#clock.now(this.#options.ports.now(), this.#options.wall());
      this.#judge();
    });
  }

  retry(): void {
    this.#line.retry();
  }

  /** Into the call on a page that is not ours, or back from it: not every provider tells. */
  sayInside(inside: boolean): void {
    void this.#line.ask({ type: "SayInside", inside });
  }

  sayReady(ready: boolean): void {
    void this.#line.ask({ type: "Ready", ready });
  }

  /** Gives up the place. The door may open in the same moment: then the screen says so instead. */
  async leave(): Promise<void> {
    this.leaving.value = true;
    const answer = await this.#line.ask({ type: "Leave" });
    this.leaving.value = false;
    if (answer.type === "Done" || NO_PLACE.includes(answer.code)) this.#goodbye("left");
  }

  /** The person is finished here; a visit that still goes on is ended by the clinician. */
  finish(): void {
    this.#goodbye("done");
  }

  /** Asks for the way in now, or as soon as the conference is there. */
  enter(): void {
    this.entering.value = "asked";
    this.#enterWhenReady();
  }

  /** For a call that lost its way: a fresh Pass while the admission is open. */
  async renewPass(): Promise<Pass | null> {
    const answer = await this.#line.enter();
    return answer.type === "Pass" ? answer : null;
  }

  leftCall(why: LeftWhy): void {
    batch(() => {
      this.pass.value = null;
      this.#callOver.value = why;
    });
  }

  /** The call could not even be fetched: back to the door of it. */
  lostWay(): void {
    batch(() => {
      this.pass.value = null;
      this.entering.value = "trouble";
    });
  }

  #goodbye(how: "left" | "done"): void {
    batch(() => {
      this.#gone.value = how;
      this.pass.value = null;
    });
    this.#line.close();
  }

  // --- what the line tells

  #heard(message: ToGuest): void {
    switch (message.type) {
      case "Welcome":
        if (message.epoch !== this.#epoch) this.#version = 0;
        this.#epoch = message.epoch;
        this.#clock.tell(message.now, this.#options.ports.now());
        break;
      case "Pong":
        this.#clock.tell(message.now, this.#options.ports.now());
        this.#confirm(message.confirmed_at);
        break;
      case "Seat":
        this.#seated(message);
    }
    this.#judge();
  }

  #seated(shown: SeatShown): void {
    if (shown.version < this.#version) return;
    const before = this.seat.value;
    this.#version = shown.version;
    this.seat.value = shown.seat;
    this.#confirm(shown.confirmed_at);
    this.#follow(before, shown.seat);
    this.#keepPlace(shown.seat);
    const urgent = mustKnow(before, shown.seat);
    this.#options.afterDrawing(() => this.#line.drawn(shown.version, urgent));
  }

  /** What was done here holds for one admission only. */
  #follow(before: Seat | null, seat: Seat): void {
    if (before?.admission !== seat.admission) this.#callOver.value = null;
    if (hasPlace(seat)) this.#refused.value = null;
    if (seat.called) return this.#enterWhenReady();
    this.pass.value = null;
    this.entering.value = "no";
  }

  /** A new ticket for a new place. Who has none any more keeps the last: it may be the only proof. */
  #keepPlace({ place }: Seat): void {
    const placed = `${this.#epoch}/${place}`;
    if (!place || placed === this.#placed) return;
    this.#placed = placed;
    this.#options.ticket().then(
      (ticket) => {
        this.#line.place = ticket;
      },
      () => {
        this.#placed = "";
      },
    );
  }

  #enterWhenReady(): void {
    const wanted = this.entering.value === "asked" && this.seat.value?.conference === "ready";
    if (!wanted || this.#asking) return;
    this.#asking = true;
    void this.#line.enter().then((answer) => batch(() => this.#letIn(answer)));
  }

  #letIn(answer: Pass | NotDone): void {
    this.#asking = false;
    if (answer.type === "Pass") {
      // Put back while the answer was on its way: the Pass is void.
      if (!this.seat.value?.called) return;
      this.entering.value = "no";
      this.#callOver.value = null;
      this.pass.value = answer;
    } else if (answer.code !== "not-ready") {
      this.entering.value = "trouble";
    }
  }

  #changed(state: LineState): void {
    const open = state.kind === "open";
    if (open) this.#brokenAt = Number.POSITIVE_INFINITY;
    else if (this.#brokenAt === Number.POSITIVE_INFINITY)
      this.#brokenAt = this.#options.ports.now();
    this.#over.value = state.kind === "over" ? state.code : null;
    this.#judge();
  }

  #confirm(at: Instant): void {
    this.confirmedAt.value = at;
  }

  #judge(): void {
    const now = this.#options.ports.now();
    const at = this.confirmedAt.value;
    this.online.value = this.#options.ports.online();
    this.contact.value = contactOf({
      line: this.#line.state,
      online: this.online.value,
      now,
      heardAt: this.#line.heardAt,
      brokenAt: this.#brokenAt,
      confirmedMs: at ? this.#clock.now(now, this.#options.wall()) - Date.parse(at) : 0,
    });
  }
}
