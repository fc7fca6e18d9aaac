// What the page around a call hands to it, and what it hears back.
import type { Pass } from "../wire.gen";

/**
 * Why a call is over for this person.
 *
 * `left`: the person pressed Leave. `ended`: the other side ended it, or the admission is closed.
 * `removed`: somebody took this person out of the call. `replaced`: the same person came in anew,
 * from another window or device.
 */
export type LeftWhy = "left" | "ended" | "removed" | "replaced";

/** What the person wants to send when the call opens. */
export interface Ask {
  readonly camera: boolean;
  readonly microphone: boolean;
}

export interface CallProps {
  readonly pass: Pass;
  readonly audience: "guest" | "staff";
  /** Base URL of the Client API, no slash at its end; the page's own origin when `pass.node` is empty. */
  host(): string;
  /** Who is expected, in words; shown while they are not here. */
  readonly others: readonly string[];
  readonly ask: Ask;
  /** Called once, when picture and sound first flow. */
  onEntered(): void;
  /** Called once; the call is closed, the camera and the microphone are off. */
  onLeft(why: LeftWhy): void;
  /** Staff only: end the call for all. `onLeft("left")` follows. */
  onEndForAll?(): void;
  /** A fresh Pass while the admission is open, null when it is over; fails when nobody answers. */
  renewPass(): Promise<Pass | null>;
}
