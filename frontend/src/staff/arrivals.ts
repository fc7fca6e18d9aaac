// Who has come since the board before: every arrival counts, also one behind the part of the line that is shown.
import type { Board } from "../board";

export interface Arrivals {
  /** How many have come. */
  readonly count: number;
  /** The visits of them that are on the board. */
  readonly visits: readonly string[];
}

export const NOBODY: Arrivals = { count: 0, visits: [] };

/**
 * The arrivals between two boards of one queue, whether a change, another look or a break of the
 * connection lies between them. Arrival numbers are given once and only grow, so the board's figure
 * of all arrivals says which cards are news.
 */
export function arrivals(before: Board, after: Board): Arrivals {
  // The queue goes on from an older copy: its numbers have jumped, and nobody came by that.
  if (before.head.restored_at !== after.head.restored_at) return NOBODY;
  const visits = [...after.cards.values()]
    .filter((card) => card.shelf === "line" && card.number > before.head.arrivals)
    .map((card) => card.visit);
  return { count: Math.max(0, after.head.arrivals - before.head.arrivals), visits };
}
