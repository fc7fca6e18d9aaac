// A world for the line that tests can move: sockets that do as told, and a clock that stands still.
import type { PageEvent, Ports, Socket, SocketEvents } from "../ports";

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** A socket as the server holds its other end. */
export class FakeSocket implements Socket {
  readonly sent: Record<string, unknown>[] = [];
  alive = true;
  #events: SocketEvents;

  constructor(events: SocketEvents) {
    this.#events = events;
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.alive = false;
  }

  opens(): void {
    this.#events.opened();
  }

  says(message: object): void {
    this.#events.heard(JSON.stringify(message));
  }

  saysText(text: string): void {
    this.#events.heard(text);
  }

  closes(code: number): void {
    this.alive = false;
    this.#events.closed(code);
  }

  /** Opens and welcomes: the ordinary beginning. */
  welcomes(epoch = "e1"): void {
    this.opens();
    this.says({ type: "Welcome", node: "n", epoch, now: NOON, ping_s: 15, max_bytes: 4096 });
  }

  all(type: string): Record<string, unknown>[] {
    return this.sent.filter((message) => message.type === type);
  }

  last(type: string): Record<string, unknown> | undefined {
    return this.all(type).at(-1);
  }
}

export const NOON = "2026-11-25T11:00:00Z";

export class World implements Ports {
  readonly sockets: FakeSocket[] = [];
  chance = 0.5;
  isVisible = true;
  isOnline = true;
  #now = 1_000;
  #timers: Timer[] = [];
  #ids = 0;
  #heard: (event: PageEvent) => void = () => {};

  open(events: SocketEvents): Socket {
    const socket = new FakeSocket(events);
    this.sockets.push(socket);
    return socket;
  }

  now(): number {
    return this.#now;
  }

  later(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer);
    };
  }

  random(): number {
    return this.chance;
  }

  opId(): string {
    this.#ids += 1;
    return `op-${this.#ids}`;
  }

  visible(): boolean {
    return this.isVisible;
  }

  online(): boolean {
    return this.isOnline;
  }

  listen(heard: (event: PageEvent) => void): () => void {
    this.#heard = heard;
    return () => {
      this.#heard = () => {};
    };
  }

  /** Moves the clock; what falls due on the way runs in its order. */
  passes(ms: number): void {
    const until = this.#now + ms;
    for (let next = this.#due(until); next; next = this.#due(until)) {
      this.#timers = this.#timers.filter((each) => each !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = until;
  }

  /** Time goes by while nothing runs, as on a locked phone; timers are late, not lost. */
  sleeps(ms: number): void {
    this.#now += ms;
  }

  happens(event: PageEvent): void {
    if (event === "visible" || event === "hidden") this.isVisible = event === "visible";
    if (event === "online" || event === "offline") this.isOnline = event === "online";
    this.#heard(event);
  }

  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error("no socket was opened");
    return socket;
  }

  get alive(): number {
    return this.sockets.filter((socket) => socket.alive).length;
  }

  #due(until: number): Timer | undefined {
    const due = this.#timers.filter((timer) => timer.at <= until);
    return due.sort((one, other) => one.at - other.at)[0];
  }
}
