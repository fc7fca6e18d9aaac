// Times as people read them, in Denmark, whatever this machine thinks.
import { describe, expect, test } from "vitest";
import { day, daysAhead, minutesSince, ServerClock, stamp, timeOfDay } from "./clock";

describe("times", () => {
  test("are written the Danish way in Danish and the English way in English", () => {
    expect(timeOfDay("2026-11-25T08:05:07Z", "da")).toBe("9.05");
    expect(timeOfDay("2026-11-25T08:05:07Z", "en")).toBe("9:05");
  });

  test("of a confirmation have seconds", () => {
    expect(stamp("2026-11-25T09:42:07Z", "da")).toBe("10.42.07");
    expect(stamp("2026-11-25T09:42:07Z", "en")).toBe("10:42:07");
  });

  test("follow summer time", () => {
    expect(timeOfDay("2026-07-01T08:05:00Z", "da")).toBe("10.05");
  });

  test("just after midnight are no 24", () => {
    expect(timeOfDay("2026-11-24T23:05:00Z", "da")).toMatch(/^0?0\.05$/);
  });

  test("in another zone are that zone's", () => {
    expect(timeOfDay("2026-11-25T09:42:00Z", "en", "America/Nuuk")).toBe("7:42");
  });
});

describe("days", () => {
  test("are named in the page's language", () => {
    expect(day("2026-12-01T08:30:00Z", "da")).toMatch(/^tirsdag (den )?1\. december$/);
    expect(day("2026-12-01T08:30:00Z", "en")).toBe("Tuesday 1 December");
  });

  test("are counted by the calendar in Denmark, not by hours", () => {
    const lateEvening = Date.parse("2026-11-25T22:30:00Z");
    expect(daysAhead("2026-11-25T23:30:00Z", lateEvening)).toBe(1);
    expect(daysAhead("2026-11-25T22:59:00Z", lateEvening)).toBe(0);
    expect(daysAhead("2026-11-24T10:00:00Z", lateEvening)).toBe(-1);
  });

  test("are whole over the nights when the clock is changed", () => {
    expect(daysAhead("2026-10-26T08:00:00Z", Date.parse("2026-10-24T21:30:00Z"))).toBe(2);
    expect(daysAhead("2026-03-30T08:00:00Z", Date.parse("2026-03-28T22:30:00Z"))).toBe(2);
  });
});

test("minutes are whole and never negative", () => {
  const now = Date.parse("2026-11-25T10:00:00Z");
  expect(minutesSince("2026-11-25T09:48:10Z", now)).toBe(11);
  expect(minutesSince("2026-11-25T10:00:30Z", now)).toBe(0);
});

describe("the server's clock", () => {
  test("goes on from what it told, whatever this machine's own says", () => {
    const clock = new ServerClock();
    clock.tell("2026-11-25T10:00:00Z", 5_000);
    const threeDaysOff = Date.parse("2026-11-28T10:00:00Z");
    expect(clock.now(65_000, threeDaysOff)).toBe(Date.parse("2026-11-25T10:01:00Z"));
  });

  test("is this machine's own until it has told", () => {
    expect(new ServerClock().now(65_000, 42)).toBe(42);
  });
});
