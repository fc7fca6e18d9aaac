// Every arrival is noticed: the first and the tenth, seen or behind the part that is shown, and after a break.
import { describe, expect, test } from "vitest";
import { apply, type Board, FRONT, seeking, whole } from "../board";
import type { Card } from "../wire.gen";
import { arrivals } from "./arrivals";
import { aBoard, aCard, ago, change, counted, shown } from "./fixtures";

const first = aCard({ visit: "first", number: 1 });
const second = aCard({ visit: "second", number: 2, arrived_at: ago(0) });

function later(before: Board, cards: readonly Card[], what = {}): Board {
  return whole(shown(cards, counted(cards, what), before.version + 1), before.sight);
}

const came = (before: Board, now: Board) => arrivals(before, now);

describe("an arrival", () => {
  test("is noticed when the line was empty", () => {
    expect(came(aBoard([]), aBoard([first]))).toEqual({ count: 1, visits: ["first"] });
  });

  test("is noticed when others wait already", () => {
    expect(came(aBoard([first]), aBoard([first, second]))).toEqual({
      count: 1,
      visits: ["second"],
    });
  });

  test("of an expected visit is noticed", () => {
    const expected = aCard({ visit: "first", shelf: "expected", number: 0, arrived_at: null });
    expect(came(aBoard([expected]), aBoard([first])).visits).toEqual(["first"]);
  });

  test("is noticed in the same change in which another one is let in", () => {
    const inside = { ...first, shelf: "admitted" as const };
    const now = apply(
      aBoard([first]),
      change({ put: [inside, second] }, counted([inside, second])),
    );
    expect(came(aBoard([first]), now).count).toBe(1);
  });

  test("behind the part that is shown is noticed by the figures alone", () => {
    const before = aBoard([first], { waiting: 100, arrivals: 100 });
    expect(came(before, later(before, [first], { waiting: 102, arrivals: 102 }))).toEqual({
      count: 2,
      visits: [],
    });
  });

  test("behind the part that is shown is noticed also while one in front is let in", () => {
    const before = aBoard([first, second], { waiting: 100, arrivals: 100 });
    const inside = { ...first, shelf: "admitted" as const };
    const now = later(before, [inside, second], { waiting: 100, arrivals: 101 });
    expect(came(before, now).count).toBe(1);
  });

  test("that came while the connection was broken is noticed afterwards", () => {
    const before = aBoard([first]);
    expect(
      came(before, later(before, [first, second, aCard({ visit: "third", number: 3 })])).count,
    ).toBe(2);
  });
});

describe("no arrival", () => {
  test("is a place given back: put back, undone, no longer set aside", () => {
    for (const shelf of ["admitted", "ended", "parked"] as const) {
      const before = aBoard([{ ...first, shelf }, second]);
      expect(came(before, aBoard([first, second]))).toEqual({ count: 0, visits: [] });
    }
  });

  test("is marked as new on a card whose number is older than the newest", () => {
    const before = aBoard([second]);
    expect(came(before, aBoard([first, second])).visits).toEqual([]);
  });

  test("is somebody who only changed", () => {
    expect(came(aBoard([first]), aBoard([{ ...first, revision: 9 }])).count).toBe(0);
  });

  test("is somebody who was let in, left or was set aside", () => {
    for (const shelf of ["admitted", "ended", "parked"] as const) {
      expect(came(aBoard([first, second]), aBoard([{ ...first, shelf }, second])).count).toBe(0);
    }
  });

  test("is an old card that another look brings to light", () => {
    const all = { waiting: 100, arrivals: 100 };
    const before = aBoard([first], all);
    const farther = whole(shown([aCard({ visit: "old", number: 70 })], counted([], all)), {
      ...FRONT,
      first: 60,
    });
    expect(came(before, farther).count).toBe(0);
    const found = aBoard([aCard({ visit: "old", number: 70 })], all, seeking("old"));
    expect(came(before, found).count).toBe(0);
  });
});

test("somebody who comes while another look is fetched is noticed", () => {
  const before = aBoard([first], { waiting: 100, arrivals: 100 });
  const late = aCard({ visit: "late", number: 101 });
  const now = aBoard([late], { waiting: 101, arrivals: 101 }, seeking("late"));
  expect(came(before, now)).toEqual({ count: 1, visits: ["late"] });
});

test("somebody who comes and leaves between two boards is counted and shown nowhere", () => {
  const before = aBoard([first], { waiting: 1, arrivals: 1 });
  expect(came(before, later(before, [first], { waiting: 1, arrivals: 2 }))).toEqual({
    count: 1,
    visits: [],
  });
});

test("nobody has come when a queue goes on from an older copy, however far its numbers jump", () => {
  const before = aBoard([], { arrivals: 7 });
  const restored = { arrivals: 1_000_006, restored_at: "2026-11-25T11:00:00Z" };
  expect(arrivals(before, aBoard([], restored))).toEqual({ count: 0, visits: [] });
});
