// With whom a call can be begun by telephone, and that its opener is taken into it when it is ready.
import { signal } from "@preact/signals";
import { describe, expect, test } from "vitest";
import { phoneWays } from "./byphone";
import { aBoard, aCard, aGuest, aHead, anAdmission } from "./fixtures";
import { newTakenIn } from "./takenin";

const person = aGuest({ guest: "p", presence: "invited", phone_number: "+45 00 00 00 01" });
const nameless = aGuest({ guest: "n", presence: "invited" });

describe("a call can be begun by telephone", () => {
  const ways = (what: Parameters<typeof aCard>[0], head: Parameters<typeof aHead>[0]) =>
    phoneWays(aCard({ guests: [person, nameless], ...what }), aHead(head)).map(
      ({ guest, ring }) => `${guest.guest} ${ring ? "ring" : "call in"}`,
    );

  test("with who has a number, in the ways that the queue has", () => {
    const both = { rings: true, calls_in: true };
    expect(ways({ stage: "expected" }, both)).toEqual(["p ring", "p call in"]);
    expect(ways({ stage: "waiting" }, { rings: true })).toEqual(["p ring"]);
    expect(ways({ stage: "waiting" }, { calls_in: true })).toEqual(["p call in"]);
    expect(ways({ stage: "waiting" }, {})).toEqual([]);
  });

  test("only while nobody is let in", () => {
    for (const stage of ["admitted", "in-call", "ended"] as const)
      expect(ways({ stage }, { rings: true, calls_in: true })).toEqual([]);
  });
});

describe("who has begun a call by telephone", () => {
  const card = (conference: "preparing" | "ready" | "failed", number = 1) =>
    aCard({ admission: anAdmission({ number, conference }) });
  const opened = () => {
    const board = signal(aBoard([aCard()]));
    const entered: string[] = [];
    const takenIn = newTakenIn(board, (visit) => entered.push(visit));
    const shows = (...cards: ReturnType<typeof aCard>[]) => {
      board.value = aBoard(cards);
    };
    takenIn.opened("v1");
    return { entered, shows, takenIn };
  };

  test("is taken into it once, when it is ready, also after a failure", () => {
    const { entered, shows } = opened();
    shows(card("preparing"));
    shows(card("failed"));
    expect(entered).toEqual([]);
    shows(card("ready"));
    shows(card("ready"));
    expect(entered).toEqual(["v1"]);
  });

  test("is taken into no other one, and into none that is over", () => {
    const other = opened();
    other.shows(card("preparing"));
    other.shows(card("ready", 2));
    expect(other.entered).toEqual([]);
    const over = opened();
    over.shows(card("preparing"));
    over.shows(aCard());
    over.shows(card("ready", 2));
    expect(over.entered).toEqual([]);
  });
});
