// What the page around a call hands to it, and what it hears back.
import type { Pass } from "../wire.gen";

/**
 * Why a call is over for this person.
 *
 * `left`: the person pressed Leave. `ended`: the other side ended it, or the admission is closed.
 * `alone`: everybody else has gone. `removed`: the clinic took the person out of the call.
 * `replaced`: the same person entered from another device or tab.
 * `failed`: it could not be opened or kept, and the person gave up trying.
 */
export type LeftWhy = "left" | "ended" | "alone" | "removed" | "replaced" | "failed";

/** What the person wants to send when the call opens. */
export interface Ask {
  readonly camera: boolean;
  readonly microphone: boolean;
}

export interface CallProps {
  readonly pass: Pass;
  readonly audience: "guest" | "staff";
  /** Base URL of the Client API, without a slash at the end; the page's own origin when `pass.node` is empty. */
  host(): string;
  /** Who is expected, in words; shown while they are not here. */
  readonly others: readonly string[];
  readonly ask: Ask;
  /** Called once, when media first flows between this page and the call. */
  onEntered(): void;
  /** Called once; the call is closed, the camera and the microphone are off. */
  onLeft(why: LeftWhy): void;
  /** Staff only: end the call for all. `onLeft("left")` follows. */
  onEndForAll?(): void;
  /** A fresh Pass while the admission is open; null when it is over. */
  renewPass(): Promise<Pass | null>;
}
