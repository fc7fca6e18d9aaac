// The place and the wait in words that stay true.
import { expect, test } from "vitest";
import { SEAT } from "./fixtures";
import { placeOf, waitOf } from "./place";

test("near the front the place is a number, counted from one", () => {
  expect(placeOf({ ...SEAT, ahead: 0 })).toEqual({ kind: "exact", number: 1 });
  expect(placeOf(SEAT)).toEqual({ kind: "exact", number: 3 });
});

test("far back it is about how many are ahead", () => {
  expect(placeOf({ ...SEAT, ahead: 40, exact: false })).toEqual({ kind: "about", ahead: 40 });
});

test("a clinic may hide it", () => {
  expect(placeOf({ ...SEAT, ahead: null, exact: false })).toEqual({ kind: "hidden" });
});

const RANGE = { low_at: "2026-11-25T09:40:00Z", high_at: "2026-11-25T09:55:00Z" };

test("a known wait is a range, an unknown one is said to be unknown", () => {
  const now = Date.parse("2026-11-25T09:20:00Z");
  expect(waitOf({ ...SEAT, estimate: RANGE }, now)).toEqual({
    kind: "between",
    low: RANGE.low_at,
    high: RANGE.high_at,
  });
  expect(waitOf(SEAT, now)).toEqual({ kind: "unknown" });
});

test("a range that has begun says only its end", () => {
  const now = Date.parse(RANGE.low_at);
  expect(waitOf({ ...SEAT, estimate: RANGE }, now)).toEqual({
    kind: "before",
    high: RANGE.high_at,
  });
});

test("a range that has passed is not promised any more", () => {
  expect(waitOf({ ...SEAT, estimate: RANGE }, Date.parse(RANGE.high_at))).toEqual({ kind: "late" });
});
