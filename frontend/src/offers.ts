// What the pages around a call offer in it besides: who is expected, who can be brought in, and the ways on.
import type { Role } from "./wire.gen";

/** `staff` is whoever let the party in. */
export type OtherRole = Role | "staff";

/** Somebody who is expected in the call; `name` is empty when nobody may know it. */
export interface Other {
  readonly name: string;
  readonly role: OtherRole;
  readonly here?: boolean;
}

/** Somebody with one thing to do: bring in, or ring up. */
export interface Reachable {
  readonly key: string;
  readonly name: string;
  readonly role: OtherRole;
  /** Settles when it is on its way; fails when it is not. */
  act(): Promise<void>;
}

/** What is not given is not offered. */
export interface CallOffers {
  /** The visit goes back to wait at the same place; fails when it did not. */
  onHold?(): Promise<void>;
  /** Opens the dialog that moves the visit to another queue. */
  onMove?(): void;
  readonly bringIn?: readonly Reachable[];
  readonly ringUp?: readonly Reachable[];
  /** An address that opens this call, as this person, on another device. */
  onContinueElsewhere?(): Promise<string>;
}
