// One list of who is in a call and who is expected: each person once, with who they are.
import { describe, expect, it } from "vitest";
import type { Phase } from "./connection";
import { ANNA } from "./fakes";
import type { Person } from "./leg";
import { roster } from "./roster";
import type { Other } from "./types";

const JOINING: Phase = { at: "joining" };
const TOGETHER: Phase = { at: "together" };
const CLINICIAN: Other = { name: "Anna Test", role: "staff", here: true };
const INTERPRETER: Other = { name: "Bo Eksempel", role: "interpreter" };
const BO: Person = { ...ANNA, key: "bo", name: "Bo Eksempel", host: false };

const seen = (people: readonly Person[], others: readonly Other[], phase: Phase) =>
  roster(people, others, phase).map(({ name, role, where }) => [name, role, where]);

describe("the list", () => {
  it("tells before one is in who is there already and who is not", () => {
    expect(seen([], [CLINICIAN, INTERPRETER], JOINING)).toEqual([
      ["Anna Test", "staff", "here"],
      ["Bo Eksempel", "interpreter", "expected"],
    ]);
  });

  it("believes the conference and not the page once one is in", () => {
    expect(seen([], [CLINICIAN], { at: "alone", met: false })).toEqual([
      ["Anna Test", "staff", "expected"],
    ]);
  });

  it("knows somebody of the conference by the name, and lists nobody twice", () => {
    expect(seen([ANNA, BO], [INTERPRETER, CLINICIAN], TOGETHER)).toEqual([
      ["Anna Test", "staff", "here"],
      ["Bo Eksempel", "interpreter", "here"],
    ]);
  });

  it("gives nobody a role that only fits by chance", () => {
    const stranger: Person = { ...BO, name: "En Anden" };
    expect(seen([stranger], [INTERPRETER], TOGETHER)).toEqual([
      ["En Anden", null, "here"],
      ["Bo Eksempel", "interpreter", "expected"],
    ]);
    const nameless: Person = { ...BO, name: "" };
    expect(seen([nameless], [{ name: "", role: "patient" }], TOGETHER)).toEqual([
      ["", "patient", "here"],
    ]);
  });

  it("lists nobody twice whom the page knows by the role alone", () => {
    const interpreter: Other = { name: "", role: "interpreter", here: true };
    expect(seen([], [interpreter], JOINING)).toEqual([["", "interpreter", "here"]]);
    expect(seen([BO], [interpreter], TOGETHER)).toEqual([["Bo Eksempel", null, "here"]]);
    expect(seen([BO], [{ ...interpreter, here: false }], TOGETHER)).toEqual([
      ["Bo Eksempel", null, "here"],
      ["", "interpreter", "expected"],
    ]);
  });

  it("tells coming from gone, and who waits outside", () => {
    const absent: Person = { ...BO, here: false };
    const at = (person: Person, phase: Phase) => roster([person], [], phase)[0]?.where;
    expect(at(absent, { at: "alone", met: false })).toBe("coming");
    expect(at(absent, TOGETHER)).toBe("away");
    expect(at({ ...absent, waits: true }, TOGETHER)).toBe("outside");
  });
});
