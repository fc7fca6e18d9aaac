// Every code, event and state has plain words in both languages, and nothing is left standing unfilled.
import { describe, expect, test } from "vitest";
import { type Key, LOCALES, Texts } from "../texts";
import { CODE_VALUES, type NotDone } from "../wire.gen";
import { aBoard, aCard, aGuest, ago, NOW } from "./fixtures";
import * as sentences from "./sentences";

const now = Date.parse(NOW);
const EVENTS = import.meta.glob<string>("../../../waitingroom/core/events.py", {
  query: "?raw",
  import: "default",
  eager: true,
});
const FTL = import.meta.glob<{ body: readonly { id: string }[] }>("../texts/*/staff.ftl", {
  import: "default",
  eager: true,
});

const no = (what: Partial<NotDone>): NotDone => ({
  type: "Refused",
  ref: 1,
  code: "already-admitted",
  by: null,
  name: "",
  at: null,
  retry_ms: 0,
  ...what,
});

/** Names of the events of a visit, read from where they are defined. */
function visitEvents(): string[] {
  const source = Object.values(EVENTS)[0] ?? "";
  const unions = [...source.matchAll(/(?:Place|Party|Call)Event = \(([\s\S]*?)\)/g)];
  const union = unions.map((found) => found[1]).join(" ");
  return union.match(/\w+/g) ?? [];
}

describe.each(LOCALES)("in %s", (locale) => {
  const texts = new Texts(locale);
  test("every refusal is a sentence that says what now", async () => {
    await texts.load("shared", "staff");
    for (const code of CODE_VALUES) {
      const said = sentences.refusal(texts, no({ code, name: "Anna Test", at: ago(5) }), now);
      expect(said).toMatch(/^\p{Lu}.*\.$/u);
      expect(said).not.toMatch(/refused-|[{}]/);
    }
  });

  test("the loser of a race reads who was first and when", async () => {
    await texts.load("staff");
    const said = (at: string | null, name = "Anna Test") =>
      sentences.refusal(texts, no({ name, at }), now);
    expect(said(ago(0.2))).toContain(
      `Anna Test ${locale === "da" ? "lukkede patienten ind for et øjeblik siden." : "admitted this patient a moment ago."}`,
    );
    expect(said(ago(5))).toContain(locale === "da" ? "kl. 10.37." : "at 10:37.");
    expect(said(null)).not.toMatch(/ [.,]/);
    expect(said(null, "")).not.toContain("none");
  });

  test("every event of a visit has a sentence, but for being forgotten", async () => {
    await texts.load("staff");
    expect(visitEvents().length).toBeGreaterThan(20);
    for (const kind of visitEvents().filter((each) => each !== "VisitForgotten")) {
      for (const by of ["", "Anna Test"]) {
        const said = sentences.fact(texts, { at: NOW, kind, by });
        expect(said?.text, kind).toBeTruthy();
        expect(said?.text, kind).not.toMatch(/history-|none|[{}]/);
      }
    }
  });

  test("a wait is told in minutes, then in hours", async () => {
    await texts.load("staff");
    const hour = locale === "da" ? "t" : "h";
    expect(sentences.span(texts, 0)).toBe(locale === "da" ? "nu" : "now");
    expect(sentences.span(texts, 31)).toBe("31 min");
    expect(sentences.span(texts, 125)).toBe(`2 ${hour} 5 min`);
  });

  test("somebody whose name is erased is still spoken of", async () => {
    await texts.load("staff");
    expect(sentences.titleOf(texts, aCard({ guests: [aGuest({ name: "" })] }))).toBe(
      texts.t("card-no-name"),
    );
  });

  test("the title tells who came unseen, else how many wait", async () => {
    await texts.load("staff");
    expect(sentences.pageTitle(texts, "Video", aBoard([aCard()]), 0)).toContain("1");
    expect(sentences.pageTitle(texts, "Video", aBoard([aCard()]), 2)).toMatch(/^\(2 /);
    expect(sentences.pageTitle(texts, "Video", null, 0)).toBe("Video");
  });
});

test("both languages say the same things", () => {
  const keys = (locale: string) =>
    FTL[`../texts/${locale}/staff.ftl`]?.body.map(({ id }) => id).sort() as Key[];
  expect(keys("en")).toEqual(keys("da"));
  expect(keys("da").length).toBeGreaterThan(200);
});
