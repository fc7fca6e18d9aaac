// Phone numbers as people in Denmark read them.
import { expect, test } from "vitest";
import { readable } from "./phone";

test("a Danish number is read in pairs, without the country", () => {
  expect(readable("+4512345678")).toBe("12 34 56 78");
  expect(readable("12345678")).toBe("12 34 56 78");
  expect(readable("12 34 56 78")).toBe("12 34 56 78");
});

test("another country's number stays as it is", () => {
  expect(readable("+298 123456")).toBe("+298 123456");
  expect(readable("")).toBe("");
});
