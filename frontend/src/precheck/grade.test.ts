// The pages and the server judge alike: the numbers are those that the server's own judge was asked.
import { expect, it } from "vitest";
import alike from "../../../tests/precheck/alike.json";
import { grade, type Metric, surely } from "./grade";
import { ENOUGH, LIMITS } from "./thresholds.gen";

it.each(alike.numbers)("$metric at $value is $outcome", ({ metric, value, outcome }) => {
  expect(grade(metric as Metric, value)).toBe(outcome);
});

it.each(alike.lost)("$lost lost of $of is $outcome", ({ lost, of, outcome }) => {
  expect(grade("loss", surely(lost, of))).toBe(outcome);
});

it("takes what is not known for no sign at all", () => {
  for (const metric of Object.keys(LIMITS)) expect(grade(metric as Metric, undefined)).toBe("good");
  expect(surely(ENOUGH - 1, ENOUGH - 1)).toBeUndefined();
});
