// Who of a party goes in, how far they have come, and what is on its way.

import { describe, expect, test } from "vitest";
import { admitCommand, strongest } from "./acts";
import { aCard, aGuest, ago, NOW } from "./fixtures";
import { begun, doubted, landed, NONE } from "./flights";
import { awaySince, called, canFollow, here, toggled } from "./party";
import { farthest, pending, reached, receipts } from "./receipts";

const now = Date.parse(NOW);

describe("a party", () => {
  const patient = aGuest({ guest: "p" });
  const relative = aGuest({ guest: "r", role: "relative" });
  const interpreter = aGuest({ guest: "i", role: "interpreter" });
  const card = aCard({ guests: [relative, patient, interpreter] });

  test("is called with those connected first, then by role", () => {
    const away = aCard({ guests: [{ ...patient, presence: "away" }, relative] });
    expect(called(card, 2)).toEqual(["p"]);
    expect(called(card, 3)).toEqual(["p", "i"]);
    expect(called(away, 2)).toEqual(["r"]);
  });

  test("of those who never came or have left is nobody", () => {
    const gone = aCard({
      guests: [
        { ...patient, presence: "invited" },
        { ...relative, presence: "left" },
      ],
    });
    expect(here(gone)).toEqual([]);
    expect(strongest(gone)).toBeNull();
  });

  test("can be chosen from, as many as the call has places for, and never nobody", () => {
    expect(toggled(["p"], "r", 2)).toEqual(["r"]);
    expect(toggled(["p"], "r", 3)).toEqual(["p", "r"]);
    expect(toggled(["p", "r"], "i", 3)).toEqual(["p", "i"]);
    expect(toggled(["p"], "p", 2)).toEqual(["p"]);
    expect(toggled(["p", "r"], "p", 3)).toEqual(["r"]);
  });

  test("is away when nobody of it is connected, since the last one went", () => {
    const away = aCard({
      guests: [
        { ...patient, presence: "away", since: ago(9) },
        { ...relative, presence: "away", since: ago(4) },
      ],
    });
    expect(awaySince(away)).toBe(ago(4));
    expect(awaySince(card)).toBeNull();
  });

  test("may follow into a call that has a place more", () => {
    const inside = {
      ...card,
      guests: [{ ...patient, called: true }, relative],
      admission: admission(),
    };
    expect(canFollow(inside, 2)).toEqual([]);
    expect(canFollow(inside, 3).map(({ guest }) => guest)).toEqual(["r"]);
    expect(canFollow(card, 3)).toEqual([]);
  });

  test("is admitted as it was seen, and by the usual rule unless somebody was picked", () => {
    expect(admitCommand(card, { picked: signalOf(null) })).toEqual({
      type: "Admit",
      visit: "v1",
      seen: 3,
    });
    expect(admitCommand(card, { picked: signalOf(["r"]) }).guests).toEqual(["r"]);
    expect(admitCommand(card, { picked: signalOf(["gone"]) })).not.toHaveProperty("guests");
  });
});

describe("a receipt", () => {
  const guest = aGuest({ called: true, told_at: ago(2), seen_at: ago(1) });

  test("stands for what has happened, in order, and tells what has not", () => {
    expect(receipts(guest).map(({ step }) => step)).toEqual(["told", "seen"]);
    expect(pending(guest)).toBe("entered");
    expect(pending({ ...guest, entered_at: ago(0) })).toBeNull();
  });

  test("counts the farthest of the party, as they are now", () => {
    const card = aCard({ admission: admission(), guests: [guest, aGuest({ called: true })] });
    expect(farthest(card)?.step).toBe("seen");
    const left = { ...guest, entered_at: ago(1), left_at: ago(0) };
    expect(farthest({ ...card, guests: [left] })?.step).toBe("left-call");
    expect(farthest(aCard())).toBeNull();
  });

  test("that stays away is told after half a minute, and a choice is asked for after two", () => {
    const silent = (minutes: number) =>
      aCard({
        admission: { ...admission(), at: ago(minutes) },
        guests: [aGuest({ called: true })],
      });
    expect(reached(silent(0.4), now)).toBe("not-yet");
    expect(reached(silent(0.6), now)).toBe("unreached");
    expect(reached(silent(2), now)).toBe("choose");
    expect(
      reached(aCard({ admission: { ...admission(), at: ago(9) }, guests: [guest] }), now),
    ).toBe("yes");
  });
});

describe("a command on its way", () => {
  const admit = { type: "Admit", visit: "v1", seen: 3 } as const;

  test("is sent once: about one thing nothing else is under way", () => {
    const flights = begun(NONE, admit);
    expect(flights?.get("v1")).toEqual({ command: "Admit", state: "sent" });
    expect(begun(flights ?? NONE, { type: "PutBack", visit: "v1" })).toBeNull();
    expect(begun(flights ?? NONE, { type: "PutBack", visit: "v2" })).not.toBeNull();
    expect(begun(flights ?? NONE, { type: "ClaimVisit", visit: "v1" })).not.toBeNull();
  });

  test("says that we are checking when no answer comes, and is gone with the answer", () => {
    const flights = begun(NONE, admit) ?? NONE;
    expect(doubted(flights, admit).get("v1")?.state).toBe("checking");
    expect(landed(doubted(flights, admit), admit).size).toBe(0);
    expect(doubted(NONE, admit).size).toBe(0);
  });
});

function admission() {
  return {
    number: 1,
    by: "s1",
    name: "Læge Test Larsen",
    at: ago(1),
    conference: "ready" as const,
  };
}

function signalOf(value: readonly string[] | null) {
  return { value } as never;
}
