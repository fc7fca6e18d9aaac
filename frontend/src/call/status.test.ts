// The sentence in the middle, and what a screen reader hears of a change.
import { describe, expect, it } from "vitest";
import type { Phase } from "./connection";
import { ANNA } from "./fakes";
import type { Person } from "./leg";
import { news, type Sight, urgency, type Whose } from "./news";
import { GOOD, type Line } from "./quality";
import { type Circumstances, status as statusOf } from "./status";
import { troubles } from "./troubles";

const TOGETHER: Phase = { at: "together" };
const ALONE: Phase = { at: "alone", met: false };
const BO: Person = { ...ANNA, key: "bo", name: "Bo Eksempel" };

const USUAL: Circumstances = {
  way: "two-way",
  carrying: "all",
  room: { locked: false },
  self: { waits: false },
};
const BAD: Line = { grade: "bad", cause: "net-loss-up" };

const status = (phase: Phase, people: readonly Person[], around: Partial<Circumstances> = {}) =>
  statusOf(phase, people, { ...USUAL, ...around });

function sight(phase: Phase, people: readonly Person[], rest: Partial<Sight> = {}): Sight {
  return {
    at: phase.at,
    status: status(phase, people),
    people,
    line: GOOD,
    carrying: "all",
    locked: false,
    silenced: false,
    messages: [],
    sharing: "off",
    gone: null,
    camera: { at: "on" },
    microphone: { at: "on" },
    blocked: false,
    ...rest,
  };
}

const GUEST: Whose = { audience: "guest", way: "two-way" };
const told = (before: Sight, now: Sight, whose = GUEST) =>
  news(before, now, whose).map((said) => said.key);
const lost = (tries: number, entered = true): Phase => ({
  at: "reconnecting",
  because: "line",
  tries,
  entered,
});

describe("the sentence in the middle", () => {
  it("is not there while the call simply goes on, nor when it is over", () => {
    expect(status(TOGETHER, [ANNA])).toBeNull();
    expect(status({ at: "left", why: "left" }, [])).toBeNull();
  });

  it("tells waiting from coming and from having gone", () => {
    expect(status(ALONE, [])?.title).toBe("incall-alone");
    expect(status(ALONE, [{ ...ANNA, here: false }])).toMatchObject({
      title: "incall-coming",
      name: "Anna Test",
    });
    expect(status({ at: "alone", met: true }, [])?.title).toBe("incall-alone-again");
    expect(status({ at: "alone", met: true }, [{ ...ANNA, here: false }])?.title).toBe(
      "incall-returning",
    );
  });

  it("says that the camera is off only when nobody is seen", () => {
    const hidden = { ...ANNA, camera: false };
    expect(status(TOGETHER, [hidden])?.title).toBe("incall-no-picture");
    expect(status(TOGETHER, [hidden, BO])).toBeNull();
  });

  it("says lost only to those who were in, and gives a next step after a while", () => {
    expect(status(lost(1, false), [])?.title).toBe("incall-because-first");
    expect(status(lost(1), [])).toMatchObject({ title: "incall-because-line", canTry: false });
    expect(status(lost(4), [])).toMatchObject({ more: "incall-because-line-long", canTry: true });
  });

  it("never blames a camera where there is no picture to be had", () => {
    const heard: Person = { ...ANNA, by: "sound", camera: false };
    const more = (around: Partial<Circumstances>) => status(TOGETHER, [heard], around)?.more;
    expect(more({})).toBe("incall-talking-theirs");
    expect(more({ way: "sound" })).toBe("incall-talking-sound");
    expect(more({ carrying: "sound" })).toBe("incall-talking-narrow");
    expect(more({ way: "receive-only" })).toBe("incall-no-picture-yet");
    expect(status(TOGETHER, [heard], { way: "send-only" })).toBeNull();
  });

  it("tells who waits at a locked door, and the one who waits", () => {
    const outside: Person = { ...BO, here: false, waits: true };
    expect(status(ALONE, [outside])).toMatchObject({ title: "incall-outside", name: BO.name });
    const locked = { room: { locked: true }, self: { waits: true } };
    expect(status(ALONE, [], locked)?.title).toBe("incall-locked-out");
  });
});

describe("what is said of a change", () => {
  it("is nothing when nothing has changed", () => {
    expect(told(sight(TOGETHER, [ANNA]), sight(TOGETHER, [{ ...ANNA }]))).toEqual([]);
  });

  it("is who came, once", () => {
    expect(told(sight(ALONE, []), sight(TOGETHER, [ANNA]))).toEqual(["incall-said-here"]);
  });

  it("is who went, by the sentence in the middle when nobody is left", () => {
    const after = sight({ at: "alone", met: true }, []);
    expect(told(sight(TOGETHER, [ANNA]), after)).toEqual([
      "incall-alone-again",
      "incall-alone-again-more",
    ]);
    expect(told(sight(TOGETHER, [ANNA, BO]), sight(TOGETHER, [BO]))).toEqual(["incall-said-gone"]);
  });

  it("is a camera that goes off, once, and on again", () => {
    const hidden = sight(TOGETHER, [{ ...ANNA, camera: false }]);
    expect(told(sight(TOGETHER, [ANNA]), hidden)).toEqual([
      "incall-no-picture",
      "incall-no-picture-more",
    ]);
    expect(told(hidden, sight(TOGETHER, [ANNA]))).toEqual(["incall-said-shown"]);
  });

  it("is a lost connection, at once, without news of the others, and that it is back", () => {
    const before = sight(TOGETHER, [ANNA]);
    const gone = sight(lost(1), [ANNA]);
    expect(told(before, gone)).toEqual(["incall-because-line", "incall-because-line-more"]);
    expect(urgency(gone)).toBe("assertive");
    expect(told(gone, sight(lost(2), [ANNA]))).toEqual([]);
    expect(told(sight(lost(2), [ANNA]), sight(lost(3), [ANNA]))).toEqual([
      "incall-because-line-long",
    ]);
    expect(told(gone, sight(TOGETHER, [ANNA]))).toEqual(["incall-said-back"]);
  });

  it("is a line that gets worse, and that is good again", () => {
    const weak = sight(TOGETHER, [ANNA], { line: { grade: "weak", cause: "net-jitter" } });
    expect(told(sight(TOGETHER, [ANNA]), weak)).toEqual([
      "incall-line-net-jitter",
      "incall-line-net-jitter-done",
    ]);
    expect(told(weak, sight(TOGETHER, [ANNA]))).toEqual(["incall-said-good"]);
  });

  it("is trouble with camera and microphone, together when it is the same", () => {
    const denied = { at: "failed", why: "denied" } as const;
    const now = sight(TOGETHER, [ANNA], { camera: denied, microphone: denied });
    expect(told(sight(TOGETHER, [ANNA]), now)).toEqual([
      "incall-both-denied",
      "incall-both-denied-more",
    ]);
    expect(troubles({ at: "failed", why: "busy" }, denied).map((each) => each.subject)).toEqual([
      "microphone",
      "camera",
    ]);
  });

  it("is a message, by its words, and none of one's own", () => {
    const message = (id: number, from: string | null) =>
      ({ id, from, text: "Hej", at: 0, fate: "sent" }) as const;
    const before = sight(TOGETHER, [ANNA], { messages: [message(1, "Anna Test")] });
    const now = sight(TOGETHER, [ANNA], {
      messages: [message(1, "Anna Test"), message(2, null), message(3, "Anna Test")],
    });
    expect(news(before, now, GUEST)).toEqual([
      { key: "incall-said-written", args: { name: "Anna Test", text: "Hej" } },
    ]);
  });

  it("is who presents, and who waits outside", () => {
    const before = sight(TOGETHER, [ANNA]);
    const presents = sight(TOGETHER, [{ ...ANNA, presenting: true }]);
    expect(told(before, presents)).toEqual(["incall-said-presents"]);
    expect(told(presents, before)).toEqual(["incall-said-presented"]);
    const outside = sight(TOGETHER, [ANNA, { ...BO, here: false, waits: true }]);
    expect(told(before, outside)).toEqual(["incall-waits"]);
  });

  it("is a door that is locked, to staff alone", () => {
    const [open, locked] = [sight(TOGETHER, [ANNA]), sight(TOGETHER, [ANNA], { locked: true })];
    expect(told(open, locked, { ...GUEST, audience: "staff" })).toEqual(["incall-locked"]);
    expect(told(open, locked)).toEqual([]);
  });

  it("is what is offered on a bad line only where it can be had", () => {
    const [good, bad] = [sight(TOGETHER, [ANNA]), sight(TOGETHER, [ANNA], { line: BAD })];
    const why = "incall-line-net-loss-up";
    expect(told(good, bad)).toEqual(["incall-bad", why]);
    expect(told(good, bad, { ...GUEST, way: "sound" })).toEqual(["incall-bad-sound", why]);
    expect(told(good, bad, { ...GUEST, way: "send-only" })).toEqual([why, `${why}-done`]);
  });

  it("is that something else is wrong with a bad line, without the offer again", () => {
    const before = sight(TOGETHER, [ANNA], { line: { grade: "bad", cause: "net-loss-up" } });
    const now = sight(TOGETHER, [ANNA], { line: { grade: "bad", cause: "net-jitter" } });
    expect(told(before, now)).toEqual(["incall-line-net-jitter"]);
  });
});
