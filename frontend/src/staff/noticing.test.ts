// When it rings, how waits age, what a change is about, and who is in which group.

import { describe, expect, test } from "vitest";
import type { CardGuest } from "../wire.gen";
import { age, years } from "./age";
import { ring, unseenAfter } from "./bell";
import { aBoard, aCard, aGuest, ago, anAdmission, NOW } from "./fixtures";
import { missed, news } from "./news";
import { canUndo, inGroup, leftUnseen, size } from "./shelves";

const now = Date.parse(NOW);

describe("the bell", () => {
  const ears = { muted: false, hidden: false, desktop: true, names: false };
  const one = { count: 1, visits: ["a"] };

  test("sounds for each arrival, and three strokes say many", () => {
    expect(ring(one, 1, ["Anna Test"], ears).chimes).toBe(1);
    expect(ring({ count: 2, visits: [] }, 2, [], ears).chimes).toBe(2);
    expect(ring({ count: 9, visits: [] }, 9, [], ears).chimes).toBe(3);
  });

  test("is silent when nobody came and when it is muted", () => {
    expect(ring({ count: 0, visits: [] }, 0, [], ears)).toEqual({ chimes: 0, notice: null });
    expect(ring(one, 1, [], { ...ears, muted: true, hidden: true })).toEqual({
      chimes: 0,
      notice: null,
    });
  });

  test("shows a notice on the desktop only while the page is hidden", () => {
    expect(ring(one, 1, [], ears).notice).toBeNull();
    expect(ring(one, 3, [], { ...ears, hidden: true }).notice).toEqual({ count: 3, names: [] });
    expect(ring(one, 3, [], { ...ears, hidden: true, desktop: false }).notice).toBeNull();
  });

  test("says a name on the desktop only when the person chose so", () => {
    const hidden = { ...ears, hidden: true };
    expect(ring(one, 1, ["Anna Test"], hidden).notice?.names).toEqual([]);
    expect(ring(one, 1, ["Anna Test"], { ...hidden, names: true }).notice?.names).toEqual([
      "Anna Test",
    ]);
  });

  test("counts what came unseen, and forgets it when the page is looked at", () => {
    expect(unseenAfter(2, one, true)).toBe(3);
    expect(unseenAfter(2, one, false)).toBe(0);
  });
});

describe("a wait", () => {
  test("is fresh, long and very long, and its bar is full in the end", () => {
    expect(age(ago(14), now)).toMatchObject({ minutes: 14, ageing: "fresh" });
    expect(age(ago(15), now).ageing).toBe("long");
    expect(age(ago(30), now).ageing).toBe("very-long");
    expect(age(ago(500), now).share).toBe(1);
    expect(age(ago(0), now).share).toBeGreaterThan(0);
  });

  test("is never less than nothing, whatever this machine's clock says", () => {
    expect(age(ago(-5), now).minutes).toBe(0);
  });

  test("has an age in years only for a year that can be true", () => {
    expect(years(1948, now)).toBe(78);
    expect(years(null, now)).toBeNull();
    expect(years(2999, now)).toBeNull();
    expect(years(1800, now)).toBeNull();
  });
});

describe("a change of the board", () => {
  const before = aBoard([aCard({ visit: "v1" })]);
  const nobody = { count: 0, visits: [] };
  const inside = (by: string) =>
    aCard({
      visit: "v1",
      shelf: "admitted",
      stage: "admitted",
      admission: { ...anAdmission(), by, name: "Anna Test" },
    });

  test("is told as an arrival before anything else", () => {
    const came = { count: 1, visits: ["v1"] };
    expect(news(before, before, came, "v1", "s1")).toEqual({ kind: "arrived", visit: "v1" });
    expect(news(before, before, { count: 4, visits: ["v1"] }, null, "s1")).toEqual({
      kind: "arrived-many",
      count: 4,
    });
  });

  test("is told when a colleague lets the chosen one in, and not when I did", () => {
    expect(news(before, aBoard([inside("s2")]), nobody, "v1", "s1")).toMatchObject({
      kind: "admitted",
      by: "Anna Test",
    });
    expect(news(before, aBoard([inside("s1")]), nobody, "v1", "s1")).toBeNull();
    expect(news(before, aBoard([inside("s2")]), nobody, null, "s1")).toBeNull();
  });

  test("is told for each new receipt of the chosen one, once", () => {
    const let1 = aBoard([{ ...inside("s1"), guests: [aGuest({ called: true })] }]);
    const told = aBoard([{ ...inside("s1"), guests: [aGuest({ called: true, told_at: NOW })] }]);
    expect(news(let1, told, nobody, "v1", "s1")).toMatchObject({
      kind: "step",
      receipt: { step: "told" },
    });
    expect(news(told, told, nobody, "v1", "s1")).toBeNull();
  });
});

describe("somebody who is not reached", () => {
  const called = (what: Partial<CardGuest> = {}) =>
    aBoard([
      aCard({
        visit: "v1",
        shelf: "admitted",
        stage: "admitted",
        admission: anAdmission(),
        guests: [aGuest({ called: true, ...what })],
      }),
    ]);
  const lost = called({ unreached_at: NOW });

  test("is told once, to the one who let them in", () => {
    expect(missed(called(), lost, "s1")).toEqual(["v1"]);
    expect(missed(lost, lost, "s1")).toEqual([]);
    expect(missed(called(), lost, "s2")).toEqual([]);
    expect(missed(lost, called(), "s1")).toEqual([]);
  });
});

describe("the groups", () => {
  const left = aCard({ visit: "l", shelf: "ended", ended: over("left") });
  const done = aCard({ visit: "d", shelf: "ended", admissions: 1, ended: over("completed") });
  const gone = aCard({ visit: "g", shelf: "ended", admissions: 1, ended: over("left") });
  const board = aBoard([left, done, gone], { ended: 20 });

  test("tell those who left without being seen from those who were", () => {
    expect([left, done, gone].map(leftUnseen)).toEqual([true, false, false]);
    expect(inGroup(board, "unseen").map(({ visit }) => visit)).toEqual(["l"]);
    expect(size(board, "ended") + size(board, "unseen")).toBe(20);
  });

  test("let a removal be undone while its time lasts", () => {
    const removed = aCard({ ended: { ...over("removed"), undo_until: ago(-5) } });
    expect(canUndo(removed, now)).toBe(true);
    expect(canUndo(removed, now + 6 * 60_000)).toBe(false);
    expect(canUndo(done, now)).toBe(false);
  });
});

function over(reason: "left" | "completed" | "removed") {
  return { reason, at: ago(3), name: "", to: "", undo_until: null };
}
