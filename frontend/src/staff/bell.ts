// When the page rings: pure rules for sound, desktop notice and the tab's title. Names only if the person chose so.
import type { Arrivals } from "./arrivals";

export interface Ears {
  readonly muted: boolean;
  /** Nobody can see the page now. */
  readonly hidden: boolean;
  /** The person allowed desktop notices. */
  readonly desktop: boolean;
  /** The person chose to read names in them. */
  readonly names: boolean;
}

export interface Ring {
  /** How many times the bell sounds. */
  readonly chimes: number;
  /** What a desktop notice says, or nothing. */
  readonly notice: { readonly count: number; readonly names: readonly string[] } | null;
}

/** More than three strokes at once say no more than three. */
const MOST_CHIMES = 3;

const SILENCE: Ring = { chimes: 0, notice: null };

/**
 * What is heard and seen of these arrivals. Each arrival rings, not only the one that ends an empty
 * line. The desktop notice counts what has come since the page was last seen.
 */
export function ring(came: Arrivals, unseen: number, names: readonly string[], ears: Ears): Ring {
  if (ears.muted || came.count === 0) return SILENCE;
  return {
    chimes: Math.min(came.count, MOST_CHIMES),
    notice: ears.desktop && ears.hidden ? { count: unseen, names: ears.names ? names : [] } : null,
  };
}

/** How many have come that nobody at this screen has seen: counted while hidden, forgotten when seen. */
export function unseenAfter(unseen: number, came: Arrivals, hidden: boolean): number {
  return hidden ? unseen + came.count : 0;
}
