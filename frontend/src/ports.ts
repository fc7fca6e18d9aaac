// What the line needs of the world around it: sockets, time, chance, and what happens to the page.

/** What a socket tells; after `close` it is not listened to any more. */
export interface SocketEvents {
  readonly opened: () => void;
  readonly heard: (text: string) => void;
  readonly closed: (code: number) => void;
}

export interface Socket {
  send(text: string): void;
  close(): void;
}

/** `restored`: the page came back from the browser's back/forward cache. */
export type PageEvent = "visible" | "hidden" | "online" | "offline" | "restored";

export interface Ports {
  open(events: SocketEvents): Socket;
  /** Milliseconds on a clock that only goes forwards. */
  now(): number;
  /** Runs once after so many milliseconds; the answer calls it off. */
  later(ms: number, run: () => void): () => void;
  /** In [0, 1). */
  random(): number;
  opId(): string;
  visible(): boolean;
  online(): boolean;
  listen(heard: (event: PageEvent) => void): () => void;
}
