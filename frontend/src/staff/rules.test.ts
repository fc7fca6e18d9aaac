// The small rules of the board: when it rings, how waits age, what keys do, who goes in, what is on its way.
import { describe, expect, test } from "vitest";
import { admitCommand, strongest } from "./acts";
import { age, years } from "./age";
import { ring, unseenAfter } from "./bell";
import { claimable } from "./claims";
import { contactOf, STALE_MS, staleSince } from "./contact";
import { dueAt, dueFault } from "./due";
import { aBoard, aCard, aGuest, ago, NOW } from "./fixtures";
import { begun, doubted, landed, NONE } from "./flights";
import { stepTo, wish } from "./keys";
import { news } from "./news";
import { awaySince, called, canFollow, here, toggled } from "./party";
import { draft, faults, person } from "./person";
import { inHash, place, queueIn } from "./place";
import { farthest, pending, reached, receipts } from "./receipts";
import { canUndo, inGroup, leftUnseen, size } from "./shelves";
import { ME, SEVERAL } from "./still";

const now = Date.parse(NOW);

describe("the bell", () => {
  const ears = { muted: false, hidden: false, desktop: true, names: false };
  const one = { count: 1, visits: ["a"] };

  test("sounds for each arrival, and three strokes say many", () => {
    expect(ring(one, 1, ["Anna Test"], ears).chimes).toBe(1);
    expect(ring({ count: 2, visits: [] }, 2, [], ears).chimes).toBe(2);
    expect(ring({ count: 9, visits: [] }, 9, [], ears).chimes).toBe(3);
  });

  test("is silent when nobody came and when it is muted", () => {
    expect(ring({ count: 0, visits: [] }, 0, [], ears)).toEqual({ chimes: 0, notice: null });
    expect(ring(one, 1, [], { ...ears, muted: true, hidden: true })).toEqual({
      chimes: 0,
      notice: null,
    });
  });

  test("shows a notice on the desktop only while the page is hidden", () => {
    expect(ring(one, 1, [], ears).notice).toBeNull();
    expect(ring(one, 3, [], { ...ears, hidden: true }).notice).toEqual({ count: 3, names: [] });
    expect(ring(one, 3, [], { ...ears, hidden: true, desktop: false }).notice).toBeNull();
  });

  test("says a name on the desktop only when the person chose so", () => {
    const hidden = { ...ears, hidden: true };
    expect(ring(one, 1, ["Anna Test"], hidden).notice?.names).toEqual([]);
    expect(ring(one, 1, ["Anna Test"], { ...hidden, names: true }).notice?.names).toEqual([
      "Anna Test",
    ]);
  });

  test("counts what came unseen, and forgets it when the page is looked at", () => {
    expect(unseenAfter(2, one, true)).toBe(3);
    expect(unseenAfter(2, one, false)).toBe(0);
  });
});

describe("a wait", () => {
  test("is fresh, long and very long, and its bar is full in the end", () => {
    expect(age(ago(14), now)).toMatchObject({ minutes: 14, ageing: "fresh" });
    expect(age(ago(15), now).ageing).toBe("long");
    expect(age(ago(30), now).ageing).toBe("very-long");
    expect(age(ago(500), now).share).toBe(1);
    expect(age(ago(0), now).share).toBeGreaterThan(0);
  });

  test("is never less than nothing, whatever this machine's clock says", () => {
    expect(age(ago(-5), now).minutes).toBe(0);
  });

  test("has an age in years only for a year that can be true", () => {
    expect(years(1948, now)).toBe(78);
    expect(years(null, now)).toBeNull();
    expect(years(2999, now)).toBeNull();
    expect(years(1800, now)).toBeNull();
  });
});

describe("a key", () => {
  const stroke = (key: string, more = {}) => ({ key, repeat: false, held: false, ...more });
  const card = { place: "card" as const, letters: true };

  test("walks the line from a card", () => {
    expect(wish(stroke("ArrowDown"), card)).toBe("next");
    expect(wish(stroke("j"), card)).toBe("next");
    expect(wish(stroke("k"), card)).toBe("previous");
  });

  test("lets in from a card, once, and never because it was held down", () => {
    expect(wish(stroke("Enter"), card)).toBe("go");
    expect(wish(stroke("Enter", { repeat: true }), card)).toBeNull();
    expect(wish(stroke("ArrowDown", { repeat: true }), card)).toBe("next");
  });

  test("does nothing of ours in a form, in a dialog, on a button or with a modifier", () => {
    for (const place of ["text", "dialog"] as const) {
      for (const key of ["j", "n", "/", "?", "Enter", "ArrowDown"]) {
        expect(wish(stroke(key), { place, letters: true })).toBeNull();
      }
    }
    expect(wish(stroke("Enter"), { place: "elsewhere", letters: true })).toBeNull();
    expect(wish(stroke("n", { held: true }), card)).toBeNull();
  });

  test("clears the search from the search alone", () => {
    expect(wish(stroke("Escape"), { place: "search", letters: true })).toBe("clear");
    expect(wish(stroke("Escape"), card)).toBeNull();
  });

  test("that is a single letter can be switched off", () => {
    for (const key of ["j", "k", "/", "n", "?"]) {
      expect(wish(stroke(key), { place: "card", letters: false })).toBeNull();
    }
    expect(wish(stroke("ArrowUp"), { place: "card", letters: false })).toBe("previous");
  });

  test("stops at the ends of the line", () => {
    const line = ["a", "b", "c"];
    expect(stepTo(line, "c", "next")).toBe("c");
    expect(stepTo(line, "a", "previous")).toBe("a");
    expect(stepTo(line, null, "next")).toBe("a");
    expect(stepTo(line, "a", "last")).toBe("c");
    expect(stepTo([], null, "next")).toBeNull();
  });
});

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

describe("the contact", () => {
  const open = { kind: "open", overdue: false } as const;

  test("is fresh while the server is heard, and lost when an answer is overdue", () => {
    expect(contactOf(open, true).kind).toBe("fresh");
    expect(contactOf({ kind: "open", overdue: true }, true).kind).toBe("lost");
    expect(contactOf({ kind: "waiting" }, false).kind).toBe("joining");
    expect(contactOf({ kind: "over", code: 4409 }, true)).toEqual({ kind: "over", code: 4409 });
  });

  test("makes the board stale within ten seconds of silence, and not by a short break", () => {
    expect(STALE_MS).toBeLessThan(10_000);
    expect(staleSince({ kind: "waiting" }, 0, STALE_MS - 1, now)).toBeNull();
    expect(staleSince({ kind: "waiting" }, 0, 60_000, now)).toBe(ago(1));
    expect(staleSince({ kind: "open", overdue: true }, 0, 6_000, now)).not.toBeNull();
    expect(staleSince(open, 0, 60_000, now)).toBeNull();
    expect(staleSince(open, null, 60_000, now)).toBeNull();
  });
});

describe("a claim", () => {
  test("is made for one who waits and whom nobody else looks at", () => {
    expect(claimable(aCard(), "s1")).toBe(true);
    expect(claimable(aCard({ claim: { by: "s1", name: "", at: NOW } }), "s1")).toBe(true);
    expect(claimable(aCard({ claim: { by: "s2", name: "", at: NOW } }), "s1")).toBe(false);
    expect(claimable(aCard({ stage: "expected" }), "s1")).toBe(false);
    expect(claimable(undefined, "s1")).toBe(false);
  });
});

describe("a change of the board", () => {
  const before = aBoard([aCard({ visit: "v1" })]);
  const nobody = { count: 0, visits: [] };
  const inside = (by: string) =>
    aCard({
      visit: "v1",
      shelf: "admitted",
      stage: "admitted",
      admission: { ...admission(), by, name: "Anna Test" },
    });

  test("is told as an arrival before anything else", () => {
    const came = { count: 1, visits: ["v1"] };
    expect(news(before, before, came, "v1", "s1")).toEqual({ kind: "arrived", visit: "v1" });
    expect(news(before, before, { count: 4, visits: ["v1"] }, null, "s1")).toEqual({
      kind: "arrived-many",
      count: 4,
    });
  });

  test("is told when a colleague lets the chosen one in, and not when I did", () => {
    expect(news(before, aBoard([inside("s2")]), nobody, "v1", "s1")).toMatchObject({
      kind: "admitted",
      by: "Anna Test",
    });
    expect(news(before, aBoard([inside("s1")]), nobody, "v1", "s1")).toBeNull();
    expect(news(before, aBoard([inside("s2")]), nobody, null, "s1")).toBeNull();
  });

  test("is told for each new receipt of the chosen one, once", () => {
    const let1 = aBoard([{ ...inside("s1"), guests: [aGuest({ called: true })] }]);
    const told = aBoard([{ ...inside("s1"), guests: [aGuest({ called: true, told_at: NOW })] }]);
    expect(news(let1, told, nobody, "v1", "s1")).toMatchObject({
      kind: "step",
      receipt: { step: "told" },
    });
    expect(news(told, told, nobody, "v1", "s1")).toBeNull();
  });
});

describe("the groups", () => {
  const left = aCard({ visit: "l", shelf: "ended", ended: over("left") });
  const done = aCard({ visit: "d", shelf: "ended", admissions: 1, ended: over("completed") });
  const gone = aCard({ visit: "g", shelf: "ended", admissions: 1, ended: over("left") });
  const board = aBoard([left, done, gone], { ended: 20 });

  test("tell those who left without being seen from those who were", () => {
    expect([left, done, gone].map(leftUnseen)).toEqual([true, false, false]);
    expect(inGroup(board, "unseen").map(({ visit }) => visit)).toEqual(["l"]);
    expect(size(board, "ended") + size(board, "unseen")).toBe(20);
  });

  test("let a removal be undone while its time lasts", () => {
    const removed = aCard({ ended: { ...over("removed"), undo_until: ago(-5) } });
    expect(canUndo(removed, now)).toBe(true);
    expect(canUndo(removed, now + 6 * 60_000)).toBe(false);
    expect(canUndo(done, now)).toBe(false);
  });
});

describe("the form", () => {
  const anna = {
    ...draft(0, "patient"),
    name: " Anna Test ",
    phone: "+45 12 34 56 78",
    born: "1948",
  };

  test("takes a telephone number as people write it", () => {
    expect(faults(anna, 2026)).toEqual({});
    expect(person(anna, " note ")).toEqual({
      role: "patient",
      name: "Anna Test",
      phone: "+45 12 34 56 78",
      language: "da",
      note: "note",
      birth_year: 1948,
    });
  });

  test("says field by field what does not fit", () => {
    expect(faults({ ...anna, name: "  ", phone: "abc", born: "48" }, 2026)).toEqual({
      name: "expect-name-missing",
      phone: "expect-phone-wrong",
      born: "expect-born-wrong",
    });
    expect(faults({ ...anna, born: "2030" }, 2026).born).toBe("expect-born-wrong");
  });

  test("takes a time to come and no time that has gone", () => {
    expect(dueFault("", now)).toBe("expect-due-missing");
    expect(dueFault("2020-01-01T10:00", now)).toBe("expect-due-past");
    expect(dueFault("2027-01-01T10:00", now)).toBeNull();
    expect(dueAt("nonsense")).toBeNull();
  });

  test("reads a time as the clinic's clocks show it, summer and winter, on the nights between too", () => {
    expect(dueAt("2026-11-25T10:40")).toBe("2026-11-25T09:40:00.000Z");
    expect(dueAt("2026-07-01T10:40")).toBe("2026-07-01T08:40:00.000Z");
    expect(dueAt("2026-03-29T01:30")).toBe("2026-03-29T00:30:00.000Z");
    expect(dueAt("2026-03-29T03:30")).toBe("2026-03-29T01:30:00.000Z");
    expect(dueAt("2026-10-25T02:30")).toBe("2026-10-25T00:30:00.000Z");
    expect(dueAt("2026-10-25T03:30")).toBe("2026-10-25T02:30:00.000Z");
    expect(dueAt("2026-03-29T02:30")).toBe("2026-03-29T01:30:00.000Z");
  });
});

describe("the address", () => {
  test("holds the queue and gives it back", () => {
    expect(queueIn(inHash("q2"))).toBe("q2");
    expect(queueIn("")).toBeNull();
    expect(queueIn("#/<script>")).toBeNull();
  });

  test("leads to the queue it names, to the only one, or to a choice", () => {
    expect(place(SEVERAL, "q3")?.unit.id).toBe("u2");
    expect(place(SEVERAL, "unknown")).toBeNull();
    expect(place(SEVERAL, null)).toBeNull();
    expect(place(ME, null)?.queue.id).toBe("q1");
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

function over(reason: "left" | "completed" | "removed") {
  return { reason, at: ago(3), name: "", undo_until: null };
}

function signalOf(value: readonly string[] | null) {
  return { value } as never;
}
