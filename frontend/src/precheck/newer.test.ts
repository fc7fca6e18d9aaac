// What a short look at a line may change of what is shown.
import { expect, it } from "vitest";
import { VERDICT } from "./fakes";
import { newer } from "./newer";
import type { Cause, Outcome } from "./talk.gen";

function verdict(outcome: Outcome, ...causes: Cause[]) {
  return { ...VERDICT, outcome, causes, hindering: causes };
}

const GOOD = verdict("good");
const LOSSY = verdict("usable", "net-loss-up");
const SLOW = verdict("usable", "net-slow-up");
const CUT = verdict("unusable", "path-none");

it("changes what is shown when two looks agree", () => {
  expect(newer(GOOD, null, LOSSY)).toBe(GOOD);
  expect(newer(GOOD, LOSSY, LOSSY)).toBe(LOSSY);
  expect(newer(GOOD, GOOD, LOSSY)).toBe(GOOD);
});

it("says at once that nothing works any more", () => {
  expect(newer(GOOD, GOOD, CUT)).toBe(CUT);
});

it("takes back only what a look measures", () => {
  expect(newer(LOSSY, GOOD, GOOD)).toBe(GOOD);
  expect(newer(SLOW, GOOD, GOOD)).toBe(SLOW);
});

it("keeps the numbers of the whole test where nothing is new", () => {
  expect(newer(LOSSY, LOSSY, verdict("usable", "net-loss-up"))).toBe(LOSSY);
});
