// The staff's board as the page keeps it: whole once, then changes. Pure: no network, no DOM, no clock.
import type { BoardChange, BoardShown, Card, Head, Shelf, Window } from "./wire.gen";
import { MAX_SEARCH, MAX_WINDOW } from "./wire.gen";

export interface Board {
  readonly version: number;
  /** The server knew all of this to be true then (UTC, ISO 8601). */
  readonly confirmedAt: string;
  readonly head: Head;
  readonly cards: ReadonlyMap<string, Card>;
  /** The part of the line that these cards show. */
  readonly sight: Sight;
}

/** The board of a whole view, as it answers a look. */
export function whole(shown: BoardShown, sight: Sight = FRONT): Board {
  return {
    sight,
    version: shown.version,
    confirmedAt: shown.confirmed_at,
    head: shown.head,
    cards: new Map(shown.cards.map((card) => [card.visit, card])),
  };
}

/**
 * Whether a whole view can be the answer to this look. A new connection begins at the front, and a
 * view of another part may be on its way while somebody looks elsewhere; neither must be drawn.
 */
export function answers({ head, cards }: BoardShown, sight: Sight): boolean {
  if (sight.search) return head.found > 0 || cards.length === 0;
  return head.found === 0 && head.first === sight.first;
}

/** The board after a change; what the server would show afresh is the same board. */
export function apply(board: Board, change: BoardChange): Board {
  const cards = new Map(board.cards);
  for (const visit of change.remove) cards.delete(visit);
  for (const card of change.put) cards.set(card.visit, card);
  return {
    version: change.version,
    confirmedAt: change.confirmed_at,
    head: change.head,
    cards,
    sight: board.sight,
  };
}

/** The cards of one shelf in the order in which they stand on it. */
export function onShelf(board: Board, shelf: Shelf): Card[] {
  const cards = [...board.cards.values()].filter((card) => card.shelf === shelf);
  return cards.sort(byKey);
}

/**
 * The place of each waiting card: 1 is next. Empty while a search hides parts of the line,
 * because the place can then not be told from the cards.
 */
export function places(board: Board): ReadonlyMap<string, number> {
  if (board.sight.search) return new Map();
  const first = board.head.first;
  return new Map(onShelf(board, "line").map((card, index) => [card.visit, first + index + 1]));
}

function byKey(a: Card, b: Card): number {
  const [a1, a2] = key(a);
  const [b1, b2] = key(b);
  return a1 - b1 || a2 - b2 || (a.visit < b.visit ? -1 : a.visit > b.visit ? 1 : 0);
}

/** What orders a card on its shelf: the line by class and number, the expected by their time, the ended newest first. */
function key(card: Card): [number, number] {
  switch (card.shelf) {
    case "line":
    case "parked":
      return [card.priority, card.number];
    case "expected":
      return [instant(card.due_at), 0];
    case "admitted":
      return [instant(card.admission?.at), 0];
    case "ended":
      return [-instant(card.ended?.at), 0];
  }
}

function instant(at: string | null | undefined): number {
  return at ? Date.parse(at) : 0;
}

// --- the part of a long line that is looked at

/** A look with nothing left open. */
export type Sight = Required<Window>;

/** How many cards a look shows at first, and how many "show more" adds. */
export const STEP = 60;

/** The most cards kept in view; beyond it the look moves on instead of growing. */
const WIDEST = Math.floor(MAX_WINDOW / STEP) * STEP;

export const FRONT: Sight = { first: 0, size: STEP, search: "" };

/** How many stand before and after what a look shows. */
export function beyond(sight: Sight, head: Head): { before: number; after: number } {
  if (sight.search) return { before: 0, after: Math.max(0, head.found - sight.size) };
  return {
    before: Math.min(sight.first, head.waiting),
    after: Math.max(0, head.waiting - sight.first - sight.size),
  };
}

/** The look that also shows those who stand behind it. A search grows to its limit and stays. */
export function further(sight: Sight): Sight {
  if (sight.size < WIDEST) return { ...sight, size: sight.size + STEP };
  return sight.search ? sight : { ...sight, first: sight.first + STEP };
}

/** The look that also shows those who stand before it. */
export function nearer(sight: Sight): Sight {
  return { ...sight, first: Math.max(0, sight.first - STEP) };
}

/** Whether `further` shows anybody more. */
export function canGoFurther(sight: Sight, head: Head): boolean {
  return beyond(sight, head).after > 0 && !(sight.search && sight.size >= WIDEST);
}

/** The look for everybody whose name or note has this text; an empty text leads back to the front. */
export function seeking(text: string): Sight {
  const search = text.trim().slice(0, MAX_SEARCH);
  return search ? { ...FRONT, search } : FRONT;
}

/** Whether two looks show the same part. */
export function same(a: Sight, b: Sight): boolean {
  return a.first === b.first && a.size === b.size && a.search === b.search;
}
