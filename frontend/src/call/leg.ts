// One try at being in a call, as the state machine sees it; a new one is made for every rejoin.
import type { Pass } from "../wire.gen";
import type { Numbers } from "./quality";
import type { Ask } from "./types";

/** How somebody takes part: with picture and sound, with sound alone, or by an ordinary phone. */
export type By = "video" | "sound" | "phone";

/** Somebody else in the conference. `here` once picture or sound can come from them. */
export interface Person {
  readonly key: string;
  readonly name: string;
  readonly here: boolean;
  readonly camera: boolean;
  readonly microphone: boolean;
  readonly by: By;
  /** Whether it is the staff's side. */
  readonly host: boolean;
  /** Outside a locked door, until somebody lets them in. */
  readonly waits: boolean;
  readonly presenting: boolean;
  /** Their microphone was turned off for them. */
  readonly silenced: boolean;
}

/** What is sent: the tracks, and what the others are told about them. */
export interface Media {
  readonly stream: MediaStream;
  readonly sending: Ask;
}

/** Whether picture is carried, or sound alone because the line is narrow. */
export type Carried = "all" | "sound";

/** What the conference allows. */
export interface Room {
  readonly locked: boolean;
  readonly chat: boolean;
  /** Whether this person may present. */
  readonly present: boolean;
}

/** What the conference says about ourselves. */
export interface Self {
  /** Somebody turned our microphone off for us. */
  readonly silenced: boolean;
  readonly waits: boolean;
}

export interface Written {
  readonly name: string;
  readonly text: string;
}

export type Presenting = "off" | "starting" | "on" | "refused";

/** What staff may do; `key` says to whom. */
export type Deed =
  | { readonly do: "mute"; readonly key: string; readonly on: boolean }
  | { readonly do: "remove"; readonly key: string }
  | { readonly do: "admit"; readonly key: string }
  | { readonly do: "lock"; readonly on: boolean };

/** What a leg tells; after `failed` it tells nothing more. */
export interface Hear {
  /** The conference has let us in; media is on its way. */
  admitted(): void;
  /** Picture and sound can flow. */
  connected(): void;
  /** All others, each time. */
  people(others: readonly Person[]): void;
  room(room: Room): void;
  self(self: Self): void;
  written(message: Written): void;
  /** The others' picture and sound. */
  picture(stream: MediaStream): void;
  /** What somebody else presents; null when nobody does. */
  slides(stream: MediaStream | null): void;
  /** What has become of our own presentation. */
  presenting(state: Presenting): void;
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
  /** Begins the media anew; `connected` follows. False where it can carry no less than it does. */
  carry(carried: Carried): boolean;
  /** Presents this; null stops. `presenting` tells what becomes of it. */
  present(stream: MediaStream | null): void;
  /** Whether the conference has taken the text; never fails. */
  write(text: string): Promise<boolean>;
  /** Whether it was done; never fails. */
  act(deed: Deed): Promise<boolean>;
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
export type Dial = (pass: Pass, media: Media, carried: Carried, hear: Hear, token?: string) => Leg;
