// Which screen is shown: what protects the person comes first.
import { describe, expect, test } from "vitest";
import { CLOSE, type Phone, type Seat } from "../wire.gen";
import { CALLED, SEAT } from "./fixtures";
import { type Facts, mustKnow, screenOf } from "./screen";

const FACTS: Facts = {
  seat: SEAT,
  contact: "live",
  over: null,
  refused: null,
  slow: false,
  inCall: false,
  callOver: null,
  gone: null,
};

function shows(facts: Partial<Facts>) {
  return screenOf({ ...FACTS, ...facts });
}

describe("the place", () => {
  test("is being found until the first seat, and until somebody has come", () => {
    expect(shows({ seat: null })).toEqual({ kind: "opening", slow: false });
    expect(shows({ seat: { ...SEAT, stage: "expected" }, slow: true })).toEqual({
      kind: "opening",
      slow: true,
    });
  });

  test("is in line, or set aside", () => {
    expect(shows({})).toEqual({ kind: "waiting" });
    expect(shows({ seat: { ...SEAT, parked: true } })).toEqual({ kind: "parked" });
  });
});

describe("the turn", () => {
  test("comes with the conference or before it", () => {
    expect(shows({ seat: CALLED })).toEqual({ kind: "turn", preparing: false });
    expect(shows({ seat: { ...CALLED, conference: "preparing" } })).toEqual({
      kind: "turn",
      preparing: true,
    });
  });

  test("is told apart from a conference that could not be made", () => {
    expect(shows({ seat: { ...CALLED, conference: "failed" } })).toEqual({ kind: "failed" });
  });

  test("of the others is no turn of mine", () => {
    const others: Seat = { ...CALLED, called: false };
    expect(shows({ seat: others })).toEqual({ kind: "beside", full: false });
    expect(shows({ seat: { ...others, full: true } })).toEqual({ kind: "beside", full: true });
  });

  test("after a reload in the middle of the call leads back in", () => {
    expect(shows({ seat: { ...CALLED, stage: "in-call", entered: true } })).toEqual({
      kind: "left-call",
      why: "elsewhere",
    });
  });

  test("after a reload is no alarm, unless it may have been another of the party who was inside", () => {
    const outside: Seat = { ...CALLED, stage: "in-call" };
    expect(shows({ seat: outside }).kind).toBe("left-call");
    const party = [{ role: "relative", presence: "connected", inside: false }] as const;
    expect(shows({ seat: { ...outside, party } }).kind).toBe("turn");
  });

  test("by telephone says which way, also while the page's own part in the call is over", () => {
    const on = (phone: Phone, more: Partial<Seat> = {}) =>
      shows({ seat: { ...CALLED, phone, ...more }, callOver: "left" });
    expect(on("rung")).toEqual({ kind: "by-phone", how: "rung", number: "" });
    expect(on("unanswered")).toMatchObject({ how: "unanswered" });
    expect(on("calls-in", { dial_in_number: "+45 00 00 00 00" })).toMatchObject({
      how: "calls-in",
      number: "+45 00 00 00 00",
    });
    expect(on("calls-in", { entered: true })).toMatchObject({ how: "inside" });
  });

  test("after the call says how the call ended", () => {
    expect(shows({ seat: CALLED, callOver: "left" })).toEqual({ kind: "left-call", why: "left" });
  });
});

describe("what is true wins over what was", () => {
  test("a visit that ended says so, with contact or without", () => {
    const ended: Seat = { ...SEAT, stage: "ended", ended: "completed" };
    expect(shows({ seat: ended })).toEqual({ kind: "ended", reason: "completed" });
    expect(shows({ seat: ended, contact: "lost", over: 4401 }).kind).toBe("ended");
  });

  test("without contact the page says only what it knew", () => {
    expect(shows({ contact: "lost" })).toEqual({
      kind: "lost",
      was: { kind: "waiting" },
      server: false,
    });
    expect(shows({ contact: "unconfirmed", seat: CALLED })).toEqual({
      kind: "lost",
      was: { kind: "turn", preparing: false },
      server: true,
    });
  });

  test("a moment's doubt changes no screen", () => {
    expect(shows({ contact: "checking" })).toEqual({ kind: "waiting" });
  });

  test("the call goes on while only the line is lost", () => {
    expect(shows({ contact: "lost", inCall: true, seat: CALLED })).toEqual({ kind: "call" });
  });

  test("who has said goodbye is not called back by anything", () => {
    expect(shows({ gone: "left", seat: CALLED, inCall: true })).toEqual({
      kind: "gone",
      how: "left",
    });
  });

  test("a place that was refused is said, also before any seat", () => {
    expect(shows({ seat: null, refused: "queue-closed" })).toEqual({
      kind: "refused",
      code: "queue-closed",
    });
  });
});

describe("a move to another queue", () => {
  const moving: Seat = { ...SEAT, stage: "ended", ended: "transferred", goes_on_in: "Kontrol" };

  test("is on its way and no end, also for who was refused at the old door", () => {
    expect(shows({ seat: moving })).toEqual({ kind: "moving", to: "Kontrol" });
    expect(shows({ seat: moving, refused: "ended" })).toEqual({ kind: "moving", to: "Kontrol" });
    expect(shows({ seat: { ...moving, ended: "removed" } }).kind).toBe("ended");
  });

  test("that loses contact says so", () => {
    expect(shows({ seat: moving, contact: "lost" })).toMatchObject({
      kind: "lost",
      was: { kind: "moving" },
    });
  });
});

test.each([
  [CLOSE.SIGNED_OUT, "signed-out"],
  [CLOSE.DENIED, "denied"],
  [CLOSE.GONE, "no-queue"],
  [CLOSE.REPLACED, "replaced"],
  [CLOSE.OUTDATED, "outdated"],
  [CLOSE.TOO_BIG, "fault"],
] as const)("close code %i reads as %s", (over, why) => {
  expect(shows({ over })).toEqual({ kind: "over", why });
});

describe("what must be known at once", () => {
  test("is the first seat, the call, putting back and the end", () => {
    expect(mustKnow(null, SEAT)).toBe(true);
    expect(mustKnow(SEAT, CALLED)).toBe(true);
    expect(mustKnow(CALLED, { ...CALLED, again: true })).toBe(true);
    expect(mustKnow(CALLED, { ...SEAT, put_back: true, admission: 1 })).toBe(true);
    expect(mustKnow(SEAT, { ...SEAT, stage: "ended", ended: "removed" })).toBe(true);
  });

  test("is not the place, the estimate or a notice", () => {
    expect(mustKnow(SEAT, { ...SEAT, ahead: 1, seen: true, notice: "Vi er forsinket." })).toBe(
      false,
    );
  });
});
