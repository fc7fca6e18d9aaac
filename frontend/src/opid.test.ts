// The names of intents are UUIDs of version 7: valid, sorted by time, and different.
import { expect, test } from "vitest";
import { newOpId } from "./opid";

const ones = (count: number) => new Uint8Array(count).fill(0xff);
const zeros = (count: number) => new Uint8Array(count);

test("is a UUID of version 7 and variant 2, whatever chance gives", () => {
  const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  expect(newOpId(1_764_064_800_000, ones)).toMatch(shape);
  expect(newOpId(1_764_064_800_000, zeros)).toMatch(shape);
});

test("begins with the milliseconds, so that names sort by time", () => {
  expect(newOpId(0x0123456789ab, zeros).slice(0, 13)).toBe("01234567-89ab");
  expect(newOpId(1_000, ones) < newOpId(1_001, zeros)).toBe(true);
});
