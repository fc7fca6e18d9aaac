// What the form takes, the time it means, and the address that leads back.

import { describe, expect, test } from "vitest";
import { dueAt, dueFault } from "./due";
import { NOW } from "./fixtures";
import { draft, faults, person } from "./person";
import { inHash, place, queueIn } from "./place";
import { ME, SEVERAL } from "./still";

const now = Date.parse(NOW);

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
