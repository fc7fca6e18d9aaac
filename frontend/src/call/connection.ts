// One person's way into a call and back into it: a state machine around legs. Knows no DOM and no SDK.
//
//   joining ── connected ──> alone <── people ──> together
//      │                        │                    │
//      └── failed ──┬── failed, stalled ─────────────┘
//                   v
//             reconnecting ── connected ──> alone, together
//
//   and from everywhere: the person leaves, somebody ended it, or no fresh Pass is to be had ──> left
//
// It tries for as long as the admission is open: only a person, or the server saying that there is
// no Pass any more, ends a call.
import { type ReadonlySignal, signal } from "@preact/signals";
import type { Pass } from "../wire.gen";
import type {
  Carried,
  Deed,
  Dial,
  Hear,
  Leg,
  Media,
  Person,
  Presenting,
  Room,
  Self,
  Written,
} from "./leg";
import { fresh, GOOD, type Line, type Numbers, watch } from "./quality";
import { type Because, verdict } from "./reasons";
import type { LeftWhy } from "./types";

/** `entered` tells whether the person has been in before; `tries` how often it was tried since. */
export interface Reconnecting {
  readonly at: "reconnecting";
  readonly because: Because;
  readonly tries: number;
  readonly entered: boolean;
}

/** `met` tells whether somebody else has been here. */
export type Phase =
  | { readonly at: "joining" }
  | { readonly at: "alone"; readonly met: boolean }
  | { readonly at: "together" }
  | Reconnecting
  | { readonly at: "left"; readonly why: LeftWhy };

/** Everything outside the machine. */
export interface Outside {
  readonly dial: Dial;
  /** What is sent now; asked anew for every leg. */
  readonly media: () => Media;
  readonly renewPass: () => Promise<Pass | null>;
  /** Runs `act` after so many milliseconds, unless the returned function is called before. */
  readonly later: (ms: number, act: () => void) => () => void;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly entered: () => void;
  readonly left: (why: LeftWhy) => void;
  readonly written: (message: Written) => void;
}

/** `all`: picture and sound. `sound`: neither way any picture. `unsent`: only our own is left out. */
export type Carrying = Carried | "unsent";

/** A browser may never say that a path is blocked, so the deadlines are ours. Milliseconds. */
export const ADMIT_MS = 15_000;
export const MEDIA_MS = 15_000;
export const STALL_MS = 15_000;
const ANSWER_MS = 8_000;
const GOODBYE_MS = 5_000;
/** The wait before each try; the last one is repeated. Milliseconds. */
export const WAITS_MS = [300, 1_000, 2_000, 4_000, 8_000, 15_000] as const;
/** From this try on the server is asked first whether the admission is still open. */
export const ASK_FROM_TRY = 3;

export class Connection {
  readonly #outside: Outside;
  readonly #phase = signal<Phase>({ at: "joining" });
  readonly #people = signal<readonly Person[]>([]);
  readonly #picture = signal<MediaStream | null>(null);
  readonly #slides = signal<MediaStream | null>(null);
  readonly #room = signal<Room>({ locked: false, chat: false, present: false });
  readonly #self = signal<Self>({ silenced: false, waits: false });
  readonly #presenting = signal<Presenting>("off");
  readonly #carrying = signal<Carrying>("all");
  readonly #line = signal<Line>(GOOD);
  #pass: Pass;
  #leg: Leg | null = null;
  /** Grows with every leg and every end: whatever an older turn still says is not heard. */
  #turn = 0;
  #tries = 0;
  /** The Pass is spent: the next try needs a fresh one. */
  #renew = false;
  /** Two browsers that did not find each other meet at the conference from then on. */
  #direct = true;
  #connected = false;
  #entered = false;
  #met = false;
  #watched = fresh;
  /** What is presented; every new leg presents it again. */
  #shared: MediaStream | null = null;
  #cancel = () => {};

  constructor(pass: Pass, outside: Outside) {
    this.#pass = pass;
    this.#outside = outside;
  }

  get phase(): ReadonlySignal<Phase> {
    return this.#phase;
  }

  /** All others in the call. */
  get people(): ReadonlySignal<readonly Person[]> {
    return this.#people;
  }

  /** The others' picture and sound; the last one stays while the line is lost. */
  get picture(): ReadonlySignal<MediaStream | null> {
    return this.#picture;
  }

  /** What somebody else presents. */
  get slides(): ReadonlySignal<MediaStream | null> {
    return this.#slides;
  }

  get room(): ReadonlySignal<Room> {
    return this.#room;
  }

  get self(): ReadonlySignal<Self> {
    return this.#self;
  }

  /** What has become of our own presentation. */
  get presenting(): ReadonlySignal<Presenting> {
    return this.#presenting;
  }

  get carrying(): ReadonlySignal<Carrying> {
    return this.#carrying;
  }

  get line(): ReadonlySignal<Line> {
    return this.#line;
  }

  start(): void {
    this.#dial();
  }

  /** The tracks, or what the others are told about them, have changed. */
  resend(): void {
    this.#leg?.send(this.#outside.media());
  }

  /** Leaves the picture out, or takes it in again. */
  carry(carried: Carried): void {
    if (this.#carrying.value === carried || !this.#leg) return;
    this.present(null);
    if (!this.#leg.carry(carried)) {
      this.#carrying.value = carried === "sound" ? "unsent" : "all";
      return;
    }
    this.#carrying.value = carried;
    this.#slides.value = null;
    // The counters begin anew; the word stays until there is a better one.
    this.#watched = { ...fresh, line: this.#line.value };
    if (this.#connected) this.#wait(MEDIA_MS, () => this.#failed("WebRTC connection failed"));
  }

  /** Presents this to the others; null stops. */
  present(stream: MediaStream | null): void {
    if (this.#shared === stream) return;
    this.#shared = stream;
    this.#presenting.value = stream ? "starting" : "off";
    this.#leg?.present(stream);
  }

  /** Whether the others were sent the text; never fails. */
  async write(text: string): Promise<boolean> {
    return this.#leg?.write(text) ?? false;
  }

  /** Whether it was done; never fails. */
  async act(deed: Deed): Promise<boolean> {
    return this.#leg?.act(deed) ?? false;
  }

  /** The device woke up or the network came back: what may be dead is looked at, what waits is tried. */
  wake(): void {
    if (this.#leg) this.#leg.check();
    else if (this.#phase.value.at === "reconnecting") void this.#redial();
  }

  /** The page is going away; it may come back, then `wake` is called. */
  vanish(): void {
    if (this.#phase.value.at === "left") return;
    void this.#drop("closing");
    this.#reconnect("line");
  }

  leave(): void {
    this.#over("left");
  }

  /** The call is not shown any more: hangs up, and tells nobody. */
  abandon(): void {
    if (this.#phase.value.at === "left") return;
    void this.#drop("leaving");
    this.#phase.value = { at: "left", why: "left" };
  }

  #dial(pass = this.#pass, token?: string): void {
    const turn = ++this.#turn;
    this.#connected = false;
    this.#wait(ADMIT_MS, () => this.#failed("Could not reconnect to the meeting"));
    const way = { ...pass, direct_media: pass.direct_media && this.#direct };
    const carried = this.#carrying.value === "sound" ? "sound" : "all";
    const ears = this.#ears(turn);
    this.#leg = this.#outside.dial(way, this.#outside.media(), carried, ears, token);
  }

  /** Sent on: this leg ends, and the next comes in with the token while the picture stays. */
  async #move(alias: string, token: string): Promise<void> {
    const gone = this.#within(GOODBYE_MS, this.#drop("leaving"));
    const turn = this.#turn;
    await gone;
    if (turn === this.#turn) this.#dial({ ...this.#pass, alias }, token);
  }

  #ears(turn: number): Hear {
    const heard =
      <Said extends readonly unknown[]>(act: (...said: Said) => void) =>
      (...said: Said) => {
        if (turn === this.#turn) act(...said);
      };
    return {
      admitted: heard(() => this.#wait(MEDIA_MS, () => this.#failed("WebRTC connection failed"))),
      connected: heard(() => this.#arrive()),
      people: heard((others: readonly Person[]) => this.#meet(others)),
      room: heard((room: Room) => this.#allow(room)),
      self: heard((self: Self) => {
        this.#self.value = self;
      }),
      written: heard((message: Written) => this.#outside.written(message)),
      picture: heard((stream: MediaStream) => {
        this.#picture.value = stream;
      }),
      slides: heard((stream: MediaStream | null) => {
        this.#slides.value = stream;
      }),
      presenting: heard((state: Presenting) => this.#presented(state)),
      stalled: heard(() => this.#stall()),
      resumed: heard(() => this.#connected && this.#arrive()),
      numbers: heard((numbers: Numbers) => this.#measure(numbers)),
      moved: heard((alias: string, token: string) => void this.#move(alias, token)),
      failed: heard((message: string) => this.#failed(message)),
    };
  }

  #arrive(): void {
    this.#cancel();
    this.#connected = true;
    this.#tries = 0;
    this.#phase.value = this.#company();
    if (this.#shared && this.#presenting.value !== "on") this.#leg?.present(this.#shared);
    if (this.#entered) return;
    this.#entered = true;
    this.#outside.entered();
  }

  #company(): Phase {
    const together = this.#people.value.some((person) => person.here);
    this.#met ||= together;
    return together ? { at: "together" } : { at: "alone", met: this.#met };
  }

  #reconnect(because: Because): void {
    const [tries, entered] = [this.#tries, this.#entered];
    this.#phase.value = { at: "reconnecting", because, tries, entered };
  }

  #meet(others: readonly Person[]): void {
    this.#people.value = others;
    const { at } = this.#phase.value;
    if (at === "alone" || at === "together") this.#phase.value = this.#company();
  }

  // Everything about a conference is told with each change; what is the same is not drawn again.
  #allow(room: Room): void {
    const { locked, chat, present } = this.#room.value;
    if (room.locked !== locked || room.chat !== chat || room.present !== present)
      this.#room.value = room;
  }

  // Somebody else may have taken the floor: then it is over for us, and not begun again.
  #presented(state: Presenting): void {
    if (!this.#shared) return;
    this.#presenting.value = state;
    if (state === "off" || state === "refused") this.#shared = null;
  }

  #measure(numbers: Numbers): void {
    // Where nobody shows a picture, none can come too slowly.
    const pictured = this.#people.value.some((person) => person.here && person.camera);
    const counted = pictured ? numbers : { ...numbers, shownFps: undefined };
    this.#watched = watch(this.#watched, counted);
    this.#line.value = this.#watched.line;
  }

  // The leg repairs itself in most cases; when it does not in time, a new one is made.
  #stall(): void {
    if (!this.#connected) return;
    this.#reconnect("line");
    this.#leg?.check();
    this.#wait(STALL_MS, () => this.#failed("Could not reconnect to the meeting"));
  }

  #failed(message: string): void {
    const found = verdict(message);
    if (found.next === "over") return this.#over(found.why);
    if (found.because === "blocked") this.#direct = false;
    // A path that has carried the call is not blocked; it was cut.
    const lost = this.#connected && found.because === "blocked";
    this.#retry(lost ? "line" : found.because, found.next === "renew");
  }

  #retry(because: Because, renew: boolean): void {
    this.#tries += 1;
    this.#reconnect(because);
    this.#renew = renew;
    const gone = this.#within(GOODBYE_MS, this.#drop("leaving"));
    const turn = this.#turn;
    const wait = WAITS_MS[Math.min(this.#tries, WAITS_MS.length) - 1] as number;
    this.#wait(wait * (0.8 + 0.4 * this.#outside.random()), async () => {
      await gone;
      if (turn === this.#turn) await this.#redial();
    });
  }

  #drop(how: "leaving" | "closing"): Promise<void> {
    this.#turn += 1;
    this.#cancel();
    this.#line.value = GOOD;
    this.#watched = fresh;
    this.#slides.value = null;
    if (this.#shared) this.#presenting.value = "starting";
    const leg = this.#leg;
    this.#leg = null;
    return leg ? leg.hangUp(how) : Promise.resolve();
  }

  async #redial(): Promise<void> {
    const turn = ++this.#turn;
    this.#cancel();
    if (this.#renew || this.#tries >= ASK_FROM_TRY) {
      const pass = await this.#freshPass();
      if (turn !== this.#turn) return;
      if (pass === null) return this.#over("ended");
      // Nobody answered: the way to our own server may be down while the call's is not.
      if (pass) this.#pass = pass;
      this.#renew = false;
    }
    this.#dial();
  }

  #freshPass(): Promise<Pass | null | undefined> {
    return this.#within(
      ANSWER_MS,
      this.#outside.renewPass().catch(() => undefined),
    );
  }

  #over(why: LeftWhy): void {
    if (this.#phase.value.at === "left") return;
    void this.#drop("leaving");
    this.#phase.value = { at: "left", why };
    this.#outside.left(why);
  }

  #wait(ms: number, act: () => void): void {
    this.#cancel();
    this.#cancel = this.#outside.later(ms, act);
  }

  #within<Value>(ms: number, promise: Promise<Value>): Promise<Value | undefined> {
    return new Promise((resolve) => {
      const cancel = this.#outside.later(ms, () => resolve(undefined));
      void promise.then((value) => {
        cancel();
        resolve(value);
      });
    });
  }
}
