// When the page may still say what it says, by its own clock.
import { expect, test } from "vitest";
import { contactOf, DOUBT_MS, SILENT_MS, type Signs, UNCONFIRMED_MS } from "./contact";

const OPEN: Signs = {
  line: { kind: "open", overdue: false },
  online: true,
  now: 100_000,
  heardAt: 99_000,
  brokenAt: Number.POSITIVE_INFINITY,
  confirmedMs: 1_000,
};

const BROKEN: Signs = { ...OPEN, line: { kind: "waiting" }, brokenAt: 99_500 };

test("an open line that was just heard is live", () => {
  expect(contactOf(OPEN)).toBe("live");
});

test("a page that is not online has lost contact at once", () => {
  expect(contactOf({ ...OPEN, online: false })).toBe("lost");
});

test("a line whose ping stays unanswered is lost, though its socket looks open", () => {
  expect(contactOf({ ...OPEN, line: { kind: "open", overdue: true } })).toBe("lost");
});

test("silence counts even when the timers that should notice it slept", () => {
  expect(contactOf({ ...OPEN, heardAt: OPEN.now - SILENT_MS - 1 })).toBe("lost");
});

test("a short break is only being checked", () => {
  expect(contactOf(BROKEN)).toBe("checking");
});

test("a break of more than two seconds is lost contact", () => {
  expect(contactOf({ ...BROKEN, brokenAt: BROKEN.now - DOUBT_MS - 1 })).toBe("lost");
});

test("a first connection that takes its time is being checked, then lost", () => {
  const first: Signs = { ...OPEN, line: { kind: "connecting" }, heardAt: null, brokenAt: 99_000 };
  expect(contactOf(first)).toBe("checking");
  expect(contactOf({ ...first, now: first.now + DOUBT_MS })).toBe("lost");
});

test("a server that talks but cannot confirm is believed for forty seconds and no longer", () => {
  expect(contactOf({ ...OPEN, confirmedMs: UNCONFIRMED_MS })).toBe("live");
  expect(contactOf({ ...OPEN, confirmedMs: UNCONFIRMED_MS + 1 })).toBe("unconfirmed");
});
