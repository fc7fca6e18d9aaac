// Whose pre-check a card shows and for how long, and what it means for letting in.
import { describe, expect, test } from "vitest";
import { LOCALES, Texts } from "../texts";
import { CAUSE_VALUES, OUTCOME_VALUES } from "../wire.gen";
import { goingIn } from "./acts";
import { current, hindrance, worst } from "./checked";
import { aCheck } from "./checkscenes";
import { aCard, aGuest, ago, NOW } from "./fixtures";
import * as sentences from "./sentences";

const now = Date.parse(NOW);
const whose = (...guests: readonly Parameters<typeof aGuest>[0][]) => {
  const card = aCard({ guests: guests.map((what) => aGuest(what)) });
  return worst(card, card.guests, now)?.guest.guest ?? null;
};
const good = aCheck("good", []);
const soundOnly = aCheck("sound-only", ["cam-none"]);

describe("a card shows", () => {
  test("nothing of who has not tested, or tested too long ago", () => {
    expect(whose({})).toBeNull();
    expect(whose({ checked: aCheck("good", [], 12 * 60) })).toBeNull();
    expect(whose({ guest: "a", checked: aCheck("good", [], 12 * 60 - 1) })).toBe("a");
  });

  test("the worst of the party", () => {
    const patient = { guest: "p", checked: good };
    const relative = { guest: "r", role: "relative", checked: soundOnly } as const;
    expect(whose(relative, patient)).toBe("r");
    expect(whose({ ...relative, checked: aCheck("good", []) }, patient)).toBe("p");
  });

  test("nobody who has left", () => {
    expect(whose({ guest: "p", checked: good }, { checked: soundOnly, presence: "left" })).toBe(
      "p",
    );
  });

  test("what is old no more, whatever the page was told before", () => {
    expect(current(aGuest({ checked: good }), now)).toEqual(good);
    expect(current(aGuest({ checked: good }), Date.parse(good.until))).toBeNull();
  });
});

describe("before letting in", () => {
  const card = aCard({
    guests: [
      aGuest({ guest: "p", checked: good }),
      aGuest({ guest: "t", role: "interpreter", checked: soundOnly }),
    ],
  });
  const found = (picked: readonly string[] | null, places: number) =>
    hindrance(worst(card, goingIn(card, picked, places), now));

  test("only those who would go in are looked at", () => {
    expect(found(null, 2)).toBeNull();
    expect(found(null, 3)).toBe("sound-only");
    expect(found(["t"], 2)).toBe("sound-only");
    expect(found(["p"], 3)).toBeNull();
  });

  test("a warning needs a reason", () => {
    const of = (outcome: (typeof OUTCOME_VALUES)[number]) =>
      hindrance({ guest: aGuest(), check: aCheck(outcome, []) });
    expect(OUTCOME_VALUES.map(of)).toEqual([null, null, "sound-only", "unusable"]);
  });
});

describe.each(LOCALES)("in %s", (locale) => {
  const texts = new Texts(locale);

  test("every outcome and every cause has words, and an age", async () => {
    await texts.load("staff");
    for (const outcome of OUTCOME_VALUES)
      for (const cause of CAUSE_VALUES)
        for (const minutes of [0, 4, 60, 300]) {
          const check = aCheck(outcome, [cause], minutes);
          const said = `${sentences.checked(texts, check)}, ${sentences.checkedAgo(texts, check, now)}`;
          expect(said).not.toMatch(/check-|[{}]|undefined/);
        }
  });
});

test("the words say what was found and when", async () => {
  const texts = new Texts("da");
  await texts.load("staff");
  const said = sentences.checked(texts, aCheck("sound-only", ["cam-none", "net-slow-up"]));
  expect(said).toBe("Kun lyd: intet kamera");
  expect(sentences.checked(texts, aCheck("good", ["mic-quiet"]))).toBe("Klar til video");
  expect(sentences.checkedAgo(texts, good, now)).toBe("testet for 4 min siden");
  expect(sentences.checkedAgo(texts, { ...good, at: ago(61) }, now)).toBe(
    "testet for 1 time siden",
  );
});
