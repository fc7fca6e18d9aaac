// How long the line waits: never more than it may, and spread out.
import { expect, test } from "vitest";
import { delay, FIRST_MS, LONGEST_MS } from "./backoff";

test("doubles with each try up to half a minute", () => {
  const almost = [0, 1, 2, 3, 4, 5, 6, 50].map((tries) => delay(tries, 1));
  expect(almost).toEqual([1, 2, 4, 8, 16, 30, 30, 30].map((s) => s * FIRST_MS));
});

test("is spread over the whole span, so that many do not come at once", () => {
  expect(delay(10, 0)).toBe(0);
  expect(delay(10, 0.5)).toBe(LONGEST_MS / 2);
});
