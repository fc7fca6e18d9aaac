// The line to the server: one socket at most, opened again for as long as somebody may be looking.
//
// Rules, in the order in which they protect people:
// 1. What is asked has one op_id and is asked again under it until an answer is there, also on a new socket.
// 2. Silence is noticed: a ping unanswered for OVERDUE_MS means "lost", DEAD_MS of silence ends the socket.
// 3. A page that wakes up takes a fresh socket; phones keep dead ones that look alive.
// 4. There are never two sockets, and a close code that says "do not come back" is obeyed.
// It knows no DOM: sockets, time, chance and the page's own events come in through `Ports`.
import { delay, QUIET_MS } from "./backoff";
import type { PageEvent, Ports, Socket } from "./ports";
import { Questions, type Reply, refusal } from "./questions";
import { Timers } from "./timers";
import {
  type Bye,
  CLOSE,
  COMES_BACK,
  DEAD_S,
  type Done,
  type Hello,
  type NotDone,
  type Pass,
  PING_S,
  type Ping,
  PROTOCOL,
} from "./wire.gen";

export type { PageEvent, Ports, Socket, SocketEvents } from "./ports";

/** Units: milliseconds. */
export const PING_MS = PING_S * 1_000;
export const DEAD_MS = DEAD_S * 1_000;
export const OVERDUE_MS = 5_000;
export const CONNECT_MS = 5_000;
export const WAKE_JITTER_MS = 500;
export const NAP_MS = 5_000;
export const REST_MS = 10 * 60_000;
export const FAULT_MS = 5_000;

/** What a server that stops says in its Bye. */
export const RESTART = "restart";

export type LineState =
  | { readonly kind: "connecting" }
  | { readonly kind: "open"; readonly overdue: boolean }
  /** Tries again by itself. */
  | { readonly kind: "waiting" }
  /** Tried in vain for long while nobody looked; goes on when somebody looks again. */
  | { readonly kind: "resting" }
  /** Does not come back by itself; `code` is the close code that said so. */
  | { readonly kind: "over"; readonly code: number };

/** What all messages to a page share; `View` is what is handed on. */
interface Message {
  readonly type: string;
}

interface Welcome extends Message {
  readonly epoch: string;
}

export interface LineOptions<View> {
  readonly locale: string;
  /** Random for the life of this tab. */
  readonly tab: string;
  readonly ports: Ports;
  /** Units: milliseconds; 15 s unless silence must be noticed earlier. */
  readonly pingMs?: number;
  /** Welcome, Pong, Bye and all views, in the order in which they come. */
  readonly heard: (message: View) => void;
  readonly changed: (state: LineState) => void;
}

export class Line<View, Command> {
  readonly #options: LineOptions<View>;
  readonly #ports: Ports;
  readonly #pingMs: number;
  readonly #timers: Timers;
  readonly #questions: Questions;
  #state: LineState = { kind: "waiting" };
  #socket: Socket | null = null;
  /** Grows with every socket and every drop: an old socket's events carry an old number. */
  #turn = 0;
  #unlisten: () => void = () => {};
  #tries = 0;
  #epoch = "";
  #drawn = 0;
  #openedAt: number | null = null;
  #lostAt = 0;
  #hiddenAt: number | null = null;
  #heardAt: number | null = null;
  #pingedAt = 0;
  /** When the server wants us back, on the ports' clock. */
  #backAt: number | null = null;
  /** The guest's place ticket, said with every Hello; empty for none. */
  place = "";

  constructor(options: LineOptions<View>) {
    this.#options = options;
    this.#ports = options.ports;
    this.#pingMs = options.pingMs ?? PING_MS;
    this.#timers = new Timers((ms, run) => this.#ports.later(ms, run));
    this.#questions = new Questions({
      send: (message) => this.#put(message),
      timers: this.#timers,
      random: () => this.#ports.random(),
    });
  }

  get state(): LineState {
    return this.#state;
  }

  /** When the server last said anything, on the ports' clock; null before its first word. */
  get heardAt(): number | null {
    return this.#heardAt;
  }

  /** Opens the line and keeps it open until `close`. */
  start(): void {
    this.#unlisten = this.#ports.listen((event) => this.#page(event));
    if (!this.#ports.visible()) this.#hiddenAt = this.#ports.now();
    this.#connect();
  }

  /** Ends the line for good: the person leaves or signs out. */
  close(): void {
    this.#unlisten();
    this.#drop();
    this.#end(CLOSE.FINISHED);
  }

  /** A new try at once, because somebody pressed a button; also after "over", to take over here. */
  retry(): void {
    this.#tries = 0;
    this.#drop();
    this.#connect();
  }

  /** Asks for something, until there is an answer. `busy` and `unknown` never come out of here. */
  ask(command: Command): Promise<Done | NotDone> {
    const op_id = this.#ports.opId();
    return this.#ask((ref) => ({ type: "Ask", ref, op_id, command })) as Promise<Done | NotDone>;
  }

  /** Asks for the way into the call; staff name the visit. */
  enter(visit?: string): Promise<Pass | NotDone> {
    const named = visit === undefined ? {} : { visit };
    return this.#ask((ref) => ({ type: "Enter", ref, ...named })) as Promise<Pass | NotDone>;
  }

  /** Sends what needs no answer; lost when the line is not open, so say it again after Welcome. */
  tell(message: Message): void {
    if (this.#state.kind === "open") this.#send(message);
  }

  /** A view of this version is on the screen; what must be known is acknowledged at once. */
  drawn(version: number, mustKnow: boolean): void {
    this.#drawn = Math.max(this.#drawn, version);
    if (mustKnow) this.#ping();
  }

  #ask(message: (ref: number) => unknown): Promise<Reply> {
    const state = this.#state;
    if (state.kind === "over") return Promise.resolve(refusal(0, state.code));
    return this.#questions.ask(message, state.kind === "open");
  }

  #put(message: unknown): void {
    this.#send(message);
    this.#expect();
  }

  // --- the socket

  #connect(): void {
    this.#become({ kind: "connecting" });
    this.#backAt = null;
    this.#timers.after("connect", CONNECT_MS, () => this.#lose());
    const turn = ++this.#turn;
    const live = () => turn === this.#turn;
    this.#socket = this.#ports.open({
      opened: () => live() && this.#hello(),
      heard: (text) => live() && this.#hear(text),
      closed: (code) => live() && this.#closed(code),
    });
  }

  /** Lets the socket go; whatever it still says is not heard. */
  #drop(): void {
    this.#turn += 1;
    this.#timers.stopAll();
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    if (this.#openedAt === null) return;
    if (this.#ports.now() - this.#openedAt >= QUIET_MS) this.#tries = 0;
    this.#openedAt = null;
    this.#lostAt = this.#ports.now();
  }

  #lose(wait = 0): void {
    this.#drop();
    this.#again(wait + delay(this.#tries, this.#ports.random()));
    this.#tries += 1;
  }

  #again(ms: number): void {
    if (this.#inVainUnseen()) return this.#become({ kind: "resting" });
    this.#become({ kind: "waiting" });
    this.#timers.after("again", ms, () => this.#connect());
  }

  #closed(code: number): void {
    if (!COMES_BACK.includes(code)) {
      this.#drop();
      return this.#end(code);
    }
    // The visit goes on in another queue: there is nothing to wait for but the crowd.
    if (code === CLOSE.MOVED) return this.#fresh();
    const faulty = code === CLOSE.FAULT || code === CLOSE.RESTART || code === CLOSE.OVERLOADED;
    const asked = this.#backAt === null ? null : Math.max(0, this.#backAt - this.#ports.now());
    this.#lose(asked ?? (faulty ? FAULT_MS : 0));
  }

  #end(code: number): void {
    this.#become({ kind: "over", code });
    this.#questions.end(code);
  }

  #become(state: LineState): void {
    this.#state = state;
    this.#options.changed(state);
  }

  // --- what is said and heard

  #hello(): void {
    this.#timers.after("connect", CONNECT_MS, () => this.#lose());
    const { locale, tab } = this.#options;
    const known = { epoch: this.#epoch, known: this.#drawn };
    const held = this.place ? { place: this.place } : {};
    this.#send({
      type: "Hello",
      protocol: PROTOCOL,
      locale,
      tab,
      ...known,
      ...held,
    } satisfies Hello);
  }

  #send(message: unknown): void {
    this.#socket?.send(JSON.stringify(message));
  }

  #hear(text: string): void {
    const message = parsed(text);
    if (!message) return this.#lose();
    this.#alive();
    switch (message.type) {
      case "Done":
      case "Refused":
      case "Pass":
        return this.#questions.answered(message as Reply);
      case "Welcome":
        this.#welcomed(message as Welcome);
        break;
      case "Bye":
        this.#sentAway(message as Bye);
    }
    this.#options.heard(message as View);
    if (this.#ports.now() - this.#pingedAt >= this.#pingMs) this.#ping();
  }

  /**
   * The server says when to come back. One that stops goes on answering until then, so the page stays
   * and moves by itself: its moment is chosen by chance already.
   */
  #sentAway(bye: Bye): void {
    this.#backAt = this.#ports.now() + bye.after_ms;
    if (bye.reason !== RESTART) return;
    this.#timers.after("move", bye.after_ms, () => {
      this.#drop();
      this.#connect();
    });
  }

  #alive(): void {
    this.#heardAt = this.#ports.now();
    this.#timers.stop("overdue");
    this.#timers.after("dead", DEAD_MS, () => this.#lose());
    if (this.#state.kind === "open" && this.#state.overdue)
      this.#become({ kind: "open", overdue: false });
  }

  #welcomed(welcome: Welcome): void {
    this.#timers.stop("connect");
    // Another life of the ledger: versions of the old one mean nothing in it.
    if (welcome.epoch !== this.#epoch) this.#drawn = 0;
    this.#epoch = welcome.epoch;
    this.#openedAt = this.#ports.now();
    this.#pingedAt = this.#ports.now();
    this.#become({ kind: "open", overdue: false });
    this.#beat();
    this.#questions.repeat();
  }

  #beat(): void {
    this.#timers.after("ping", this.#pingMs, () => this.#ping());
  }

  #ping(): void {
    if (this.#state.kind !== "open") return;
    this.#pingedAt = this.#ports.now();
    this.#beat();
    this.#send({
      type: "Ping",
      version: this.#drawn,
      visible: this.#ports.visible(),
    } satisfies Ping);
    this.#expect();
  }

  /** A word of the server is due. Whoever waits for an answer gets a fresh socket when it stays away. */
  #expect(): void {
    if (this.#timers.has("overdue")) return;
    this.#timers.after("overdue", OVERDUE_MS, () => {
      if (this.#questions.any) this.#lose();
      else this.#become({ kind: "open", overdue: true });
    });
  }

  // --- the page

  #page(event: PageEvent): void {
    if (event === "hidden") this.#hiddenAt ??= this.#ports.now();
    if (this.#state.kind === "over" && !this.#mayRise(event)) return;
    switch (event) {
      case "visible":
        return this.#seen();
      case "hidden":
        return this.#ping();
      case "offline":
        // The socket may live on, so it stays; but whoever listens looks at `online()` again.
        return this.#become(this.#state);
      case "online":
      case "restored":
        return this.#fresh();
    }
  }

  #seen(): void {
    const napped = this.#hiddenLongerThan(NAP_MS);
    this.#hiddenAt = null;
    if (napped || this.#state.kind !== "open") this.#fresh();
    else this.#ping();
  }

  /** A page the browser had put away closed its socket itself; it is no "do not come back". */
  #mayRise(event: PageEvent): boolean {
    return (
      event === "restored" && this.#state.kind === "over" && this.#state.code === CLOSE.PAGE_LEFT
    );
  }

  #fresh(): void {
    this.#drop();
    this.#again(this.#ports.random() * WAKE_JITTER_MS);
  }

  /**
   * Ten minutes without an open line and without anybody looking. A page that was hidden all the
   * while its line was well tries like any other: somebody may be listening for their turn.
   */
  #inVainUnseen(): boolean {
    const since = Math.max(this.#hiddenAt ?? Number.POSITIVE_INFINITY, this.#lostAt);
    return this.#ports.now() - since > REST_MS;
  }

  #hiddenLongerThan(ms: number): boolean {
    return this.#hiddenAt !== null && this.#ports.now() - this.#hiddenAt > ms;
  }
}

function parsed(text: string): Message | null {
  try {
    return JSON.parse(text) as Message;
  } catch {
    return null;
  }
}
