// What the page around a call hands to it, and what it hears back.
import type { Pass, Role } from "../wire.gen";

/**
 * Why a call is over for this person.
 *
 * `left`: the person pressed Leave. `ended`: the other side ended it, or the admission is closed.
 * `removed`: somebody took this person out of the call. `replaced`: the same person came in anew,
 * from another window or device.
 */
export type LeftWhy = "left" | "ended" | "removed" | "replaced";

/** What the person wants to send when the call opens; a way that does not send it leaves it out. */
export interface Ask {
  readonly camera: boolean;
  readonly microphone: boolean;
}

/** Who somebody is to the visit; `staff` is whoever let the party in. */
export type OtherRole = Role | "staff";

/** Somebody who is expected in the call. */
export interface Other {
  /** As they are called in the conference; empty when nobody knows it. */
  readonly name: string;
  readonly role: OtherRole;
  /** Whether they are in the call by now, as far as the page knows before the call itself does. */
  readonly here?: boolean;
}

/** Somebody on a list with one thing to do: bring in, or ring up. */
export interface Reachable {
  readonly key: string;
  readonly name: string;
  readonly role: OtherRole;
  /** Settles when it is on its way; fails when it is not. */
  act(): Promise<void>;
}

export interface CallProps {
  readonly pass: Pass;
  readonly audience: "guest" | "staff";
  /** Base URL of the Client API, no slash at its end; the page's own origin when `pass.node` is empty. */
  host(): string;
  /** Who is expected besides oneself; those who are not in the conference are shown as expected. */
  readonly others: readonly Other[];
  readonly ask: Ask;
  /** Called once, when picture and sound first flow. */
  onEntered(): void;
  /** Called once; the call is closed, the camera and the microphone are off. */
  onLeft(why: LeftWhy): void;
  /** A fresh Pass while the admission is open, null when it is over; fails when nobody answers. */
  renewPass(): Promise<Pass | null>;

  /** Staff only: end the call for all. `onLeft("left")` follows. */
  onEndForAll?(): void;
  /** Staff only: the visit goes back to wait at the same place. The page ends the call when it is done. */
  onHold?(): Promise<void>;
  /** Staff only: opens the page's own dialog to move the visit to another queue. */
  onMove?(): void;
  /** Staff only: those of the visit who wait to come in. */
  readonly bringIn?: readonly Reachable[];
  /** Staff only: those who can be rung up by phone. */
  readonly ringUp?: readonly Reachable[];
  /**
   * An address that leads this person to this call on another device. A guest's is good for some
   * minutes, as often as it is opened; a colleague's asks them to sign in there and holds nothing
   * secret. This device leaves the call when the other has come in; the page sees to that.
   */
  onContinueElsewhere?(): Promise<string>;
}
