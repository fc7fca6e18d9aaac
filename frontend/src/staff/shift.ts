// One colleague at one queue: all that the board shows and all that can be asked from it, for the parts below.
import type { ReadonlySignal, Signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Board, Sight } from "../board";
import type { Locale } from "../texts";
import type { Announcer } from "../ui";
import type { AdmitByPhone, BoardCommand, Pass } from "../wire.gen";
import type { Api, Me, Named, Unit } from "./api";
import type { Flights } from "./flights";

/** What is asked in a dialog over the board. */
export type Asking =
  | { readonly kind: "close" | "notice" | "expect" | "keys" | "me" | "equipment" }
  | { readonly kind: "move" | "remove" | "end" | "invite" | "transfer"; readonly visit: string }
  | { readonly kind: "link"; readonly visit: string; readonly guest: string }
  | {
      readonly kind: "by-phone";
      readonly visit: string;
      readonly guest: string;
      readonly ring: boolean;
    };

/** What became of something: stands on the page until it is read or put away. */
export interface Told {
  readonly id: number;
  readonly tone: "success" | "warning" | "error";
  readonly text: string;
  /** A removed visit that can be taken back from here. */
  readonly undo?: string;
}

/** How the connection is: `fresh` hears the server, `joining` has not yet, `lost` tries again, `over` does not. */
export type Contact =
  | { readonly kind: "fresh" | "joining" | "lost" }
  | { readonly kind: "over"; readonly code: number };

/** What the person chose for this visit to the page. Kept nowhere: many share one computer. */
export interface Choices {
  readonly desktop: boolean;
  readonly names: boolean;
  readonly letters: boolean;
}

export interface InCall {
  readonly visit: string;
  readonly pass: Pass;
}

export interface Shift {
  readonly unit: Unit;
  readonly queue: Named;
  readonly api: Api;
  readonly announcer: Announcer;
  readonly me: ReadonlySignal<Me>;

  /** Null until the first whole board is there. */
  readonly board: ReadonlySignal<Board | null>;
  readonly sight: ReadonlySignal<Sight>;
  readonly contact: ReadonlySignal<Contact>;
  /** Since when the board may be old (UTC, ISO 8601); null while it is true. */
  readonly staleSince: ReadonlySignal<string | null>;
  /** Milliseconds since 1970 on the server's clock; moves on every few seconds. */
  readonly now: ReadonlySignal<number>;

  readonly chosen: ReadonlySignal<string | null>;
  /** Whom "let in" lets in of the chosen visit's party; null for the usual ones. */
  readonly picked: Signal<readonly string[] | null>;
  /** Until when the clinician chose to wait for somebody who was not reached, by admission. */
  readonly patience: Signal<ReadonlyMap<string, number>>;
  readonly flights: ReadonlySignal<Flights>;
  /** Visits that came while the page was open and that nobody here has looked at. */
  readonly fresh: ReadonlySignal<ReadonlySet<string>>;
  readonly told: ReadonlySignal<readonly Told[]>;
  readonly asking: Signal<Asking | null>;
  readonly choices: Signal<Choices>;
  /** The browser plays no sound before somebody has pressed something. */
  readonly deaf: ReadonlySignal<boolean>;
  /** The visit whose call is being opened. */
  readonly entering: ReadonlySignal<string | null>;
  readonly call: Signal<InCall | null>;
  /** The sign-in ended while the board was open. */
  readonly expired: Signal<boolean>;

  choose(visit: string | null): void;
  look(sight: Sight): void;
  /** Asks, and tells the person what became of it; true when it is done. */
  ask(command: BoardCommand): Promise<boolean>;
  enter(visit: string): Promise<void>;
  /** Begins a conversation by telephone; goes into it as soon as it is ready. */
  openByPhone(command: AdmitByPhone): Promise<void>;
  /** A fresh way into the call of this visit; null when it is over; fails when nobody can say. */
  renew(visit: string): Promise<Pass | null>;
  /** "I am looking at this one", said at once; and let go. */
  claim(): void;
  release(): void;
  mute(muted: boolean): Promise<void>;
  ringOnce(): void;
  say(tone: Told["tone"], text: string, undo?: string): void;
  forget(id: number): void;
  opId(): string;
  /** Tries the connection again at once. */
  again(): void;
  speak(locale: Locale): void;
  /** To another queue, or to the choice of one. */
  go(queue: string | null): void;
  /** Somebody has signed in again, perhaps another one: reads who it is. */
  signedIn(): Promise<void>;
  signOut(): void;
}

export const ShiftContext = createContext<Shift | null>(null);

export function useShift(): Shift {
  const shift = useContext(ShiftContext);
  if (!shift) throw new Error("this part stands on a board");
  return shift;
}
