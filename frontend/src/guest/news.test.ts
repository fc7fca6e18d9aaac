// What a screen reader hears: one announcement a change, in the page's language, never twice.
import { beforeAll, describe, expect, test } from "vitest";
import { Texts } from "../texts";
import type { Seat } from "../wire.gen";
import { CALLED, SEAT } from "./fixtures";
import { newsOf, type Shown } from "./news";
import type { Screen } from "./screen";
import { type Words, wordsOf } from "./words";

let words: Words;

beforeAll(async () => {
  words = wordsOf(await new Texts("da").load("shared", "guest", "later"), "Sårklinikken");
});

function shown(screen: Screen, seat: Seat | null = SEAT): Shown {
  return { screen, seat };
}

const WAITING = shown({ kind: "waiting" });
const LOST = shown({ kind: "lost", was: { kind: "waiting" }, server: false });

function hears(before: Shown, after: Shown) {
  return newsOf(before, after, words);
}

test("the first drawing says nothing: the page itself is read", () => {
  expect(newsOf(null, WAITING, words)).toBeNull();
});

test("what stays the same is not said again", () => {
  expect(hears(WAITING, shown({ kind: "waiting" }, { ...SEAT }))).toBeNull();
  expect(hears(LOST, { ...LOST })).toBeNull();
});

test("finding the place says which it is", () => {
  expect(hears(shown({ kind: "opening", slow: false }, null), WAITING)).toEqual({
    text: "Du er nummer 3 i køen.",
    urgency: "polite",
  });
});

test("moving up, being seen and a notice are one announcement together", () => {
  const after = shown(
    { kind: "waiting" },
    { ...SEAT, ahead: 1, seen: true, notice: "Vi er forsinket." },
  );
  expect(hears(WAITING, after)).toEqual({
    text: "Du er nummer 2 i køen. Klinikken har set, at du er her. Besked fra klinikken: Vi er forsinket.",
    urgency: "polite",
  });
});

test("what was said with an earlier change is not said with the next", () => {
  const before = shown({ kind: "waiting" }, { ...SEAT, seen: true, notice: "Vi er forsinket." });
  const after = shown(
    { kind: "waiting" },
    { ...SEAT, ahead: 1, seen: true, notice: "Vi er forsinket." },
  );
  expect(hears(before, after)?.text).toBe("Du er nummer 2 i køen.");
});

test("a notice that is taken down is not news", () => {
  const before = shown({ kind: "waiting" }, { ...SEAT, notice: "Vi er forsinket." });
  expect(hears(before, WAITING)).toBeNull();
});

describe("your turn", () => {
  test("interrupts, once", () => {
    const turn = shown({ kind: "turn", preparing: false }, CALLED);
    expect(hears(WAITING, turn)).toEqual({
      text: "Det er din tur. Tryk for at gå ind.",
      urgency: "assertive",
    });
    expect(
      hears(turn, shown({ kind: "turn", preparing: false }, { ...CALLED, seen: true })),
    ).toBeNull();
  });

  test("interrupts once more when nobody saw it", () => {
    const turn = shown({ kind: "turn", preparing: false }, CALLED);
    const again = shown({ kind: "turn", preparing: false }, { ...CALLED, again: true });
    expect(hears(turn, again)).toEqual({
      text: "Du bliver kaldt nu. Tryk for at gå ind.",
      urgency: "assertive",
    });
    expect(hears(again, { ...again })).toBeNull();
  });

  test("says before anybody goes in that they will see and hear nobody", () => {
    const turn = shown({ kind: "turn", preparing: false }, { ...CALLED, media: "one-way" });
    expect(hears(WAITING, turn)?.text).toBe(
      "Det er din tur. Tryk for at gå ind. Behandleren kan se og høre dig. Du kan hverken se eller høre behandleren i denne samtale.",
    );
  });

  test("put back says why and that the place is kept", () => {
    const back = shown({ kind: "waiting" }, { ...SEAT, put_back: true, admission: 1 });
    expect(hears(shown({ kind: "turn", preparing: false }, CALLED), back)?.text).toBe(
      "Du er nummer 3 i køen. Behandleren måtte afbryde et øjeblik. Du har stadig din plads.",
    );
  });
});

describe("a move to another queue", () => {
  const seat: Seat = { ...SEAT, came_from: "Lægerne Søtorvet" };
  const moved =
    "Du er flyttet fra Lægerne Søtorvet til Sårklinikken. Din plads i køen her er gemt.";

  test("says where to, and then which place it is there", () => {
    const moving = shown({ kind: "moving", to: "Sårklinikken" });
    expect(hears(WAITING, moving)?.text).toBe(
      "Du bliver flyttet til Sårklinikken. Bliv her på siden. Du behøver ikke gøre noget.",
    );
    expect(hears(moving, shown({ kind: "waiting" }, seat))?.text).toBe(
      `Du er nummer 3 i køen. ${moved}`,
    );
  });

  test("that was too quick to be drawn is said all the same, and once", () => {
    const there = shown({ kind: "waiting" }, seat);
    expect(hears(WAITING, there)?.text).toBe(moved);
    expect(hears(there, shown({ kind: "waiting" }, { ...seat }))).toBeNull();
  });
});

describe("contact", () => {
  test("lost is said, with the place", () => {
    expect(hears(WAITING, LOST)?.text).toBe(
      "Vi har mistet forbindelsen. Din plads er gemt, og vi prøver igen.",
    );
  });

  test("regained is said with what is true now", () => {
    expect(hears(LOST, WAITING)?.text).toBe("Forbindelsen er tilbage. Du er nummer 3 i køen.");
  });
});

test("the end is said with what to do", () => {
  const after = shown({ kind: "ended", reason: "closed" }, { ...SEAT, ended: "closed" });
  expect(hears(WAITING, after)).toEqual({
    text: "Klinikken har lukket for i dag. Ring til klinikken, hvis du stadig har brug for hjælp.",
    urgency: "assertive",
  });
});
