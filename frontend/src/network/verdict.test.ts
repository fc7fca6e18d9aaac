// What a test comes to, and which numbers are weak.
import { expect, test } from "vitest";
import { figuresOf, weaknessesOf } from "./figures";
import { rowsOf } from "./results";
import { ALL_OPEN, CLOSED, NO_UDP, NUMBERS, pathsOf, SMALL, WHOLE } from "./scenery";
import { NOTHING } from "./seen";
import { toneOf, verdictOf } from "./verdict";

test("there is none before a test and while it runs", () => {
  for (const course of ["idle", "running"] as const)
    expect(verdictOf(course, null, rowsOf(SMALL, NOTHING, course))).toBeNull();
});

test("all open and a good line is good, and the only one that is green", () => {
  const verdict = verdictOf("judged", "good", rowsOf(SMALL, ALL_OPEN, "judged"));
  expect(verdict).toBe("good");
  expect(verdict && toneOf(verdict)).toBe("success");
});

test("a good line with something closed is not called all well", () => {
  const seen = { ...ALL_OPEN, paths: pathsOf(["direct", "turn-udp", "turn-tcp"]) };
  const verdict = verdictOf("judged", "good", rowsOf(SMALL, seen, "judged"));
  expect(verdict).toBe("detour");
  expect(verdict && toneOf(verdict)).toBe("warning");
});

test("worse than good is what the judge says", () => {
  expect(verdictOf("judged", "usable", rowsOf(WHOLE, NO_UDP, "judged"))).toBe("usable");
  const closed = verdictOf("judged", "unusable", rowsOf(WHOLE, CLOSED, "judged"));
  expect(closed && toneOf(closed)).toBe("error");
});

test("a number that is not known has no grade and is no weakness", () => {
  const figures = figuresOf({ ...NUMBERS, loss_up: null, up_mbps: null });
  expect(figures.find(({ name }) => name === "up")).toMatchObject({ value: null, grade: null });
  expect(weaknessesOf(figures)).toEqual([]);
});

test("both directions of one trouble are one advice, and the two of speed are two", () => {
  const weak = { loss_up: 0.05, loss_down: 0.05, up_mbps: 0.5, down_mbps: 0.5, added_ms: 400 };
  expect(weaknessesOf(figuresOf({ ...NUMBERS, ...weak }))).toEqual(["loss", "up", "down", "added"]);
});
