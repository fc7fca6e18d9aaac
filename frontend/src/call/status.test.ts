// The sentence in the middle, and what a screen reader hears of a change.
import { describe, expect, it } from "vitest";
import type { Phase } from "./connection";
import { ANNA } from "./fakes";
import type { Person } from "./leg";
import { news, type Sight, urgency } from "./news";
import { company, status } from "./status";
import { troubles } from "./troubles";

const TOGETHER: Phase = { at: "together" };
const ALONE: Phase = { at: "alone", met: false };
const BO: Person = { ...ANNA, key: "bo", name: "Bo Eksempel" };

function sight(phase: Phase, people: readonly Person[], rest: Partial<Sight> = {}): Sight {
  return {
    at: phase.at,
    status: status(phase, people),
    people,
    line: "good",
    camera: { at: "on" },
    microphone: { at: "on" },
    blocked: false,
    ...rest,
  };
}

const told = (before: Sight, now: Sight) => news(before, now).map((said) => said.key);
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

  it("names who is here, or else who is expected", () => {
    expect(company([ANNA, BO], ["X"])).toEqual(["Anna Test", "Bo Eksempel"]);
    expect(company([], ["X"])).toEqual(["X"]);
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
    const weak = sight(TOGETHER, [ANNA], { line: "weak" });
    expect(told(sight(TOGETHER, [ANNA]), weak)).toEqual(["incall-weak"]);
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
});
