// What is written in a call, in the page's memory and nowhere else: gone with the call.
import { type ReadonlySignal, signal } from "@preact/signals";
import type { Written } from "./leg";

/** `going`: on its way. `failed`: not taken; the writer may send it again. */
export type Fate = "going" | "sent" | "failed";

export interface Message {
  readonly id: number;
  /** Null is oneself. */
  readonly from: string | null;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly fate: Fate;
}

/** Characters; a longer one is cut, whoever wrote it. */
export const LONGEST = 1_000;
/** The oldest are let go, so that no call fills a phone. */
const MOST = 300;

export class Chat {
  readonly #write: (text: string) => Promise<boolean>;
  readonly #now: () => number;
  readonly #messages = signal<readonly Message[]>([]);
  readonly #unread = signal(0);
  #open = false;
  #last = 0;

  constructor(write: (text: string) => Promise<boolean>, now: () => number) {
    this.#write = write;
    this.#now = now;
  }

  /** Oldest first. */
  get messages(): ReadonlySignal<readonly Message[]> {
    return this.#messages;
  }

  /** How many of the others' came while nobody looked. */
  get unread(): ReadonlySignal<number> {
    return this.#unread;
  }

  /** Whether somebody looks. */
  look(open: boolean): void {
    this.#open = open;
    if (open) this.#unread.value = 0;
  }

  hear({ name, text }: Written): void {
    const words = plain(text);
    if (!words) return;
    this.#add(name, words, "sent");
    if (!this.#open) this.#unread.value += 1;
  }

  /** Shown at once, also before it is sent. */
  async write(text: string): Promise<void> {
    const words = plain(text);
    if (words) await this.#send(this.#add(null, words, "going"), words);
  }

  async again(id: number): Promise<void> {
    const message = this.#messages.peek().find((each) => each.id === id);
    if (message?.fate !== "failed") return;
    this.#mark(id, "going");
    await this.#send(id, message.text);
  }

  async #send(id: number, text: string): Promise<void> {
    this.#mark(id, (await this.#write(text)) ? "sent" : "failed");
  }

  #add(from: string | null, text: string, fate: Fate): number {
    this.#last += 1;
    const message = { id: this.#last, from, text, at: this.#now(), fate };
    this.#messages.value = [...this.#messages.peek(), message].slice(-MOST);
    return this.#last;
  }

  #mark(id: number, fate: Fate): void {
    this.#messages.value = this.#messages
      .peek()
      .map((message) => (message.id === id ? { ...message, fate } : message));
  }
}

// Security: signs that are not seen can turn the words around them, or hide some of them.
const UNSEEN = /[^\P{Cc}\n]|\p{Bidi_Control}/gu;

/** The words alone: no control characters, no more than two line breaks together, not too long. */
export function plain(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/\t/g, " ")
    .replace(UNSEEN, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim()
    .slice(0, LONGEST);
}
