// One try at being in a call, as the state machine sees it; a new one is made for every rejoin.
import type { Pass } from "../wire.gen";
import type { Numbers } from "./quality";
import type { Ask } from "./types";

/** Somebody else in the call. `here` once picture or sound can come from them. */
export interface Person {
  readonly key: string;
  readonly name: string;
  readonly here: boolean;
  readonly camera: boolean;
  readonly microphone: boolean;
}

/** What is sent: the tracks, and what the others are told about them. */
export interface Media {
  readonly stream: MediaStream;
  readonly sending: Ask;
}

/** What a leg tells; after `failed` it tells nothing more. */
export interface Hear {
  /** The conference has let us in; media is on its way. */
  admitted(): void;
  /** Picture and sound can flow. */
  connected(): void;
  /** All others, each time. */
  people(others: readonly Person[]): void;
  /** The others' picture and sound. */
  picture(stream: MediaStream): void;
  /** Media has stopped, and the leg is trying by itself. */
  stalled(): void;
  resumed(): void;
  /** About once a second while media flows. */
  numbers(numbers: Numbers): void;
  /** The conference goes on as another leg, which comes in with this one-time token. */
  moved(alias: string, token: string): void;
  /** The leg is dead; the string is one of those in `reasons.ts`. */
  failed(message: string): void;
}

export interface Leg {
  /** Sends other tracks, or tells the others about a change; allowed at any time. */
  send(media: Media): void;
  /** Finds out whether the conference still knows us; `failed` follows when it does not. */
  check(): void;
  /**
   * Ends the leg; settles when the next one may begin, and never fails.
   *
   * `closing` is for a page that is going away: all that must be sent is sent before it returns.
   */
  hangUp(how: "leaving" | "closing"): Promise<void>;
}

/** `token` is a one-time token, shown in place of the PIN by whoever was sent on. */
export type Dial = (pass: Pass, media: Media, hear: Hear, token?: string) => Leg;
