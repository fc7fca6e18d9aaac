// The board after changes is the board a fresh look would show: held by random afternoons and by examples.
import { describe, expect, test } from "vitest";
import {
  apply,
  type Board,
  beyond,
  canGoFurther,
  FRONT,
  further,
  nearer,
  onShelf,
  places,
  STEP,
  seeking,
  whole,
} from "./board";
import { aBoard, aCard, aHead, change, shown } from "./staff/fixtures";
import { type Card, MAX_SEARCH, MAX_WINDOW } from "./wire.gen";

/** A small generator of chance, so that a failing walk can be walked again by its seed. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** What the server does: it compares two views and says what is different. */
function difference(before: readonly Card[], after: readonly Card[]) {
  const was = new Map(before.map((card) => [card.visit, card]));
  const is = new Set(after.map((card) => card.visit));
  return {
    put: after.filter((card) => was.get(card.visit) !== card),
    remove: before.map((card) => card.visit).filter((visit) => !is.has(visit)),
  };
}

function wander(cards: readonly Card[], random: () => number): Card[] {
  const kept = cards.filter(() => random() > 0.1);
  const moved = kept.map((card) =>
    random() > 0.8 ? { ...card, revision: card.revision + 1 } : card,
  );
  const next = Math.max(0, ...cards.map((card) => card.number)) + 1;
  return random() > 0.4
    ? [...moved, aCard({ visit: `v${next}-${Math.floor(random() * 1e6)}`, number: next })]
    : moved;
}

const listed = (board: Board) => onShelf(board, "line").map((card) => card);

describe("a board", () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    "after any changes is the board of a fresh look, seed %i",
    (seed) => {
      const random = chance(seed);
      let cards: Card[] = [];
      let board = whole(shown(cards));
      for (let step = 1; step <= 300; step += 1) {
        const after = wander(cards, random);
        board = apply(
          board,
          change(difference(cards, after), aHead({ waiting: after.length }), step),
        );
        cards = after;
        expect(listed(board)).toEqual(listed(whole(shown(cards))));
        expect(board.head.waiting).toBe(cards.length);
        expect(board.version).toBe(step);
      }
    },
  );

  test("is left as it was when a change is applied", () => {
    const before = aBoard([aCard({ visit: "a" })]);
    apply(before, change({ put: [aCard({ visit: "b" })], remove: ["a"] }));
    expect([...before.cards.keys()]).toEqual(["a"]);
  });
});

describe("the order of a shelf", () => {
  test("is class, then arrival number, whatever the order in which cards came", () => {
    const board = aBoard([
      aCard({ visit: "third", number: 9 }),
      aCard({ visit: "first", number: 8, priority: 0 }),
      aCard({ visit: "second", number: 2 }),
    ]);
    expect(listed(board).map((card) => card.visit)).toEqual(["first", "second", "third"]);
  });

  test("is by time for the expected and newest first for the ended", () => {
    const board = aBoard([
      aCard({ visit: "late", shelf: "expected", due_at: "2026-11-25T12:00:00Z" }),
      aCard({ visit: "early", shelf: "expected", due_at: "2026-11-25T09:00:00Z" }),
      aCard({ visit: "old", shelf: "ended", ended: endedAt("2026-11-25T09:00:00Z") }),
      aCard({ visit: "new", shelf: "ended", ended: endedAt("2026-11-25T10:00:00.250Z") }),
    ]);
    expect(onShelf(board, "expected").map((card) => card.visit)).toEqual(["early", "late"]);
    expect(onShelf(board, "ended").map((card) => card.visit)).toEqual(["new", "old"]);
  });

  test("gives each waiting card its place, counted from where the look begins", () => {
    const cards = [aCard({ visit: "b", number: 5 }), aCard({ visit: "a", number: 4 })];
    const board = whole(shown(cards, aHead({ first: 60, waiting: 62 })));
    expect(Object.fromEntries(places(board))).toEqual({ a: 61, b: 62 });
  });

  test("gives no places in a search, because they cannot be told from what is found", () => {
    const board = whole(shown([aCard({ visit: "a" })]), seeking("anna"));
    expect(places(board).size).toBe(0);
  });
});

describe("a look at a long line", () => {
  const long = aHead({ waiting: 5_000 });

  test("begins with the first sixty and tells how many stand behind", () => {
    expect(beyond(FRONT, long)).toEqual({ before: 0, after: 5_000 - STEP });
  });

  test("grows, and then moves on, and never asks for more than the server gives", () => {
    let sight = FRONT;
    for (let step = 0; step < 100 && canGoFurther(sight, long); step += 1) {
      expect(sight.size).toBeLessThanOrEqual(MAX_WINDOW);
      sight = further(sight);
    }
    expect(sight.first + sight.size).toBeGreaterThanOrEqual(5_000);
    expect(beyond(sight, long).after).toBe(0);
  });

  test("comes back to the front and stays there", () => {
    expect(nearer({ ...FRONT, first: STEP })).toEqual(FRONT);
    expect(nearer(FRONT)).toEqual(FRONT);
  });

  test("for a text shows the found, and an empty text leads back to the front", () => {
    expect(seeking("  Anna ")).toEqual({ first: 0, size: STEP, search: "Anna" });
    expect(seeking("   ")).toEqual(FRONT);
    expect(seeking("x".repeat(500)).search).toHaveLength(MAX_SEARCH);
  });

  test("for a text grows as far as it may and then asks for more letters", () => {
    const many = aHead({ waiting: 5_000, found: 900 });
    let sight = seeking("a");
    for (let step = 0; step < 10; step += 1) sight = further(sight);
    expect(canGoFurther(sight, many)).toBe(false);
    expect(sight.first).toBe(0);
  });
});

function endedAt(at: string): NonNullable<Card["ended"]> {
  return { reason: "completed", at, name: "", to: "", undo_until: null };
}
