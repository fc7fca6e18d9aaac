// Who has come since the board before: every arrival counts, also one behind the part of the line that is shown.
import { type Board, same } from "../board";
import type { Card } from "../wire.gen";

export interface Arrivals {
  /** How many have come. */
  readonly count: number;
  /** The visits of them that are on the board. */
  readonly visits: readonly string[];
}

export const NOBODY: Arrivals = { count: 0, visits: [] };

/**
 * The arrivals between two boards of one queue, whether a change, another look or a break of the
 * connection lies between them.
 */
export function arrivals(before: Board, after: Board): Arrivals {
  const came = comer(before);
  const visits = [...after.cards.values()].filter(came).map((card) => card.visit);
  const unseen = same(before.sight, after.sight) ? unseenArrivals(before, after) : 0;
  return { count: Math.max(visits.length, unseen), visits };
}

/**
 * Whether a card stands for somebody who came after that board.
 *
 * Arrival numbers only grow, so on a board that showed the whole line a higher number is news. Of a
 * board that showed a part of it only the time can tell.
 */
function comer(before: Board): (card: Card) => boolean {
  const entire = count(before, (card) => card.shelf === "line") >= before.head.waiting;
  const newest = Math.max(0, ...[...before.cards.values()].map((card) => card.number));
  const shownAt = Date.parse(before.confirmedAt);
  return (card) => {
    if (card.shelf !== "line" || card.arrived_at === null) return false;
    const was = before.cards.get(card.visit);
    if (was) return was.shelf === "expected";
    return entire ? card.number > newest : Date.parse(card.arrived_at) > shownAt;
  };
}

/**
 * The line grew by more than what came back to it: somebody came. Those who left are counted from
 * the cards, so that one who comes while another is let in does not cancel out.
 */
function unseenArrivals(before: Board, after: Board): number {
  const left = count(after, (card) => off(card) && before.cards.get(card.visit)?.shelf === "line");
  const returned = count(
    before,
    (card) => off(card) && after.cards.get(card.visit)?.shelf === "line",
  );
  return Math.max(0, after.head.waiting - before.head.waiting + left - returned);
}

/** Whether the visit has been in line and is not now. An expected one that comes is an arrival, not a return. */
const off = (card: Card): boolean => card.number > 0 && card.shelf !== "line";

function count(board: Board, fits: (card: Card) => boolean): number {
  let found = 0;
  for (const card of board.cards.values()) if (fits(card)) found += 1;
  return found;
}
