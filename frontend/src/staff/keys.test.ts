// What a key does, and where it does nothing.

import { describe, expect, test } from "vitest";
import { stepTo, wish } from "./keys";

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
