// Who of a party goes in, how far they have come, and what is on its way.

import { describe, expect, test } from "vitest";
import { Texts } from "../texts";
import { admitCommand, strongest } from "./acts";
import { aCard, aGuest, ago, aHead, anAdmission } from "./fixtures";
import { begun, doubted, landed, NONE } from "./flights";
import { offersOf, othersOf } from "./offered";
import { awaySince, called, canFollow, here, toggled } from "./party";
import { mayCallIn, mayRing, onPhone } from "./phone";
import { inHash, queueIn, visitIn } from "./place";
import { progress } from "./progress";
import { farthest, mustChoose, notReached, pending, receipts } from "./receipts";
import { SEVERAL } from "./still";
import { destinations } from "./transfer";

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
      admission: anAdmission(),
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
    expect(admitCommand(card, { picked: signalOf(null) }, "one-way").media).toBe("one-way");
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
    const card = aCard({ admission: anAdmission(), guests: [guest, aGuest({ called: true })] });
    expect(farthest(card)?.step).toBe("seen");
    const left = { ...guest, entered_at: ago(1), left_at: ago(0) };
    expect(farthest({ ...card, guests: [left] })?.step).toBe("left-call");
    expect(farthest(aCard())).toBeNull();
  });

  test("of being called again stands among the others, in the order of time", () => {
    const again = aGuest({ called: true, told_at: ago(3), again_at: ago(2), seen_at: ago(1) });
    expect(receipts(again).map(({ step }) => step)).toEqual(["told", "again", "seen"]);
  });
});

describe("somebody who was not reached", () => {
  const missed = aGuest({ called: true, told_at: ago(3), unreached_at: ago(2) });
  const card = aCard({ admission: anAdmission({ at: ago(3) }), guests: [missed] });

  test("is whom the server says, and nobody who takes part by phone", () => {
    expect(notReached(card)).toEqual([missed]);
    expect(notReached({ ...card, admission: null })).toEqual([]);
    expect(notReached({ ...card, guests: [{ ...missed, phone: "rung" }] })).toEqual([]);
    expect(notReached({ ...card, guests: [{ ...missed, phone: "unanswered" }] })).toHaveLength(1);
  });

  test("is a question to the clinician from the time the server names", () => {
    const at = Date.parse(card.admission?.choose_at ?? "");
    expect(mustChoose(card, at - 1)).toBe(false);
    expect(mustChoose(card, at)).toBe(true);
    expect(mustChoose({ ...card, guests: [{ ...missed, unreached_at: null }] }, at)).toBe(false);
  });
});

describe("a telephone", () => {
  const guest = aGuest({ phone_number: "+45 00 00 00 01" });
  const card = aCard({ admission: anAdmission(), guests: [guest] });

  test("may be rung for anybody with a number, with or without a page, who is not in the call", () => {
    expect(mayRing(card, { ...guest, presence: "invited" }, { rings: true })).toBe(true);
    expect(mayRing(card, guest, { rings: false })).toBe(false);
    expect(mayRing(card, { ...guest, phone_number: "" }, { rings: true })).toBe(false);
    expect(mayRing(card, { ...guest, phone: "rung" }, { rings: true })).toBe(false);
    expect(mayRing(card, { ...guest, entered_at: ago(1) }, { rings: true })).toBe(false);
    expect(mayRing({ ...card, admission: null }, guest, { rings: true })).toBe(false);
  });

  test("is let call in where the queue allows it", () => {
    expect(mayCallIn(card, guest, { calls_in: true })).toBe(true);
    expect(mayCallIn(card, { ...guest, phone: "calls-in" }, { calls_in: true })).toBe(false);
    expect(mayCallIn(card, guest, { calls_in: false })).toBe(false);
  });

  test("is told in its state, from ringing to hung up", () => {
    const rung = { ...guest, phone: "rung" as const };
    expect(onPhone(guest)).toBeNull();
    expect(onPhone(rung)).toBe("ringing");
    expect(onPhone({ ...rung, entered_at: ago(1) })).toBe("inside");
    expect(onPhone({ ...rung, entered_at: ago(2), left_at: ago(1) })).toBe("hung-up");
    expect(onPhone({ ...guest, phone: "unanswered" })).toBe("unanswered");
  });
});

describe("the call of a card", () => {
  const guest = aGuest({ called: true });
  const card = aCard({ admission: anAdmission(), guests: [guest] });

  test("is going on as soon as anybody is in it, and over for who has left", () => {
    expect(progress(aCard())).toBeNull();
    expect(progress(aCard({ admission: anAdmission({ conference: "preparing" }) }))).toBe(
      "preparing",
    );
    expect(progress(card)).toBe("ready");
    expect(progress({ ...card, guests: [{ ...guest, entered_at: ago(1) }] })).toBe("in-call");
    const left = { ...guest, entered_at: ago(2), left_at: ago(1) };
    expect(progress({ ...card, guests: [left] })).toBe("ready");
    expect(progress({ ...card, admission: anAdmission({ inside: ["Anna Test"] }) })).toBe(
      "in-call",
    );
  });

  test("offers inside whom to bring in and to ring up, and a refusal reaches it", async () => {
    const texts = await new Texts("da").load("shared", "staff");
    const relative = aGuest({ guest: "r", role: "relative", name: "Søn Test" });
    const phone = aGuest({
      guest: "p",
      role: "relative",
      name: "Datter Test",
      presence: "invited",
      phone_number: "+45 00 00 00 01",
    });
    const asked: unknown[] = [];
    const whole = { ...card, guests: [guest, relative, phone] };
    const head = aHead({ call_places: 4, rings: true });
    const offers = offersOf(texts, whole, head, async (command) => {
      asked.push(command);
      return command.type !== "PutBack";
    });
    expect(offers.bringIn.map(({ name }) => name)).toEqual(["Søn Test"]);
    expect(offers.ringUp.map(({ name }) => name)).toEqual(["Datter Test"]);
    await offers.bringIn[0]?.act();
    await offers.ringUp[0]?.act();
    await expect(offers.onHold()).rejects.toThrow();
    expect(asked).toEqual([
      { type: "AdmitGuest", visit: "v1", guest: "r" },
      { type: "AdmitByPhone", visit: "v1", guest: "p", ring: true },
      { type: "PutBack", visit: "v1" },
    ]);
    expect(othersOf(whole)).toEqual([{ name: "Prøve Pedersen", role: "patient", here: false }]);
  });
});

test("a visit can be moved to any queue but the one it stands in", () => {
  expect(destinations(SEVERAL.units, "q1")).toEqual([
    { value: "q2", label: "Lægerne Søtorvet: Akut" },
    { value: "q3", label: "Sårklinikken: Kontrol" },
  ]);
});

test("an address may name a visit behind its queue, and nothing else", () => {
  expect([queueIn("#/q1/v1"), visitIn("#/q1/v1")]).toEqual(["q1", "v1"]);
  expect([queueIn("#/q1"), visitIn("#/q1")]).toEqual(["q1", null]);
  expect(visitIn("#/q1/v1/x")).toBeNull();
  expect(inHash("q1", "v1")).toBe("#/q1/v1");
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

function signalOf(value: readonly string[] | null) {
  return { value } as never;
}
