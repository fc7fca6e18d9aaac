// The line of one check: what the page says and what the probe answers, by `talk.gen.ts`.
import type { CheckSocket, SocketEvents } from "./ports";
import type { FromPage, Refused, ToPage } from "./talk.gen";

/** The probe takes no check now. */
export class CheckRefused extends Error {
  readonly said: Refused;

  constructor(said: Refused) {
    super(said.why);
    this.said = said;
  }
}

/** The line was closed before its end. Shape: `opened` whether it had ever been open. */
export class LineLost extends Error {
  readonly opened: boolean;

  constructor(opened: boolean) {
    super("the line of the check was lost");
    this.opened = opened;
  }
}

type Named<Type extends ToPage["type"]> = Extract<ToPage, { type: Type }>;

interface Waiter {
  readonly fits: (said: ToPage) => boolean;
  readonly done: (said: ToPage) => void;
  readonly failed: (error: Error) => void;
}

export class Line {
  /** Called with each frame of a speed test. Units: bytes. */
  onFrame: (bytes: number) => void = () => {};
  readonly #socket: CheckSocket;
  readonly #opening: Promise<void>;
  #heard: ToPage[] = [];
  #waiting: Waiter[] = [];
  #opened = false;
  #over: Error | null = null;

  constructor(open: (events: SocketEvents) => CheckSocket) {
    let opened = () => {};
    this.#opening = new Promise((done, failed) => {
      opened = done;
      this.#waiting.push({ fits: () => false, done: () => {}, failed });
    });
    // Nobody may be waiting for it when it fails.
    this.#opening.catch(() => {});
    this.#socket = open({
      opened: () => {
        this.#opened = true;
        opened();
      },
      heard: (data) => this.#take(data),
      closed: () => this.#end(new LineLost(this.#opened)),
    });
  }

  /** Errors: LineLost. */
  opened(): Promise<void> {
    return this.#opening;
  }

  say(message: FromPage): void {
    if (!this.#over) this.#socket.send(JSON.stringify(message));
  }

  frame(bytes: Uint8Array<ArrayBuffer>): void {
    if (!this.#over) this.#socket.send(bytes);
  }

  /** Bytes that are said and not gone yet. */
  get unsent(): number {
    return this.#socket.unsent();
  }

  /** The next message of one of these types that fits. Errors: CheckRefused, LineLost. */
  next<Type extends ToPage["type"]>(
    types: readonly Type[],
    also: (said: Named<Type>) => boolean = () => true,
  ): Promise<Named<Type>> {
    const fits = (said: ToPage) => types.includes(said.type as Type) && also(said as Named<Type>);
    const at = this.#heard.findIndex(fits);
    if (at >= 0) return Promise.resolve(this.#heard.splice(at, 1)[0] as Named<Type>);
    if (this.#over) return Promise.reject(this.#over);
    return new Promise((done, failed) => {
      this.#waiting.push({ fits, done: done as Waiter["done"], failed });
    });
  }

  close(): void {
    this.#end(new LineLost(this.#opened));
    this.#socket.close();
  }

  #take(data: string | number): void {
    if (typeof data === "number") return this.onFrame(data);
    const said = JSON.parse(data) as ToPage;
    if (said.type === "Refused") return this.#end(new CheckRefused(said));
    // The probe counts these itself and judges by them; nobody here waits for them.
    if (said.type === "Counting") return;
    const waiter = this.#waiting.find(({ fits }) => fits(said));
    if (!waiter) {
      this.#heard.push(said);
      return;
    }
    this.#waiting = this.#waiting.filter((each) => each !== waiter);
    waiter.done(said);
  }

  #end(error: Error): void {
    this.#over ??= error;
    for (const { failed } of this.#waiting.splice(0)) failed(this.#over);
  }
}
