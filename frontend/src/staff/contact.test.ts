// How sure the board is, and whom one looks at.

import { describe, expect, test } from "vitest";
import { claimable } from "./claims";
import { contactOf, STALE_MS, staleSince } from "./contact";
import { aCard, ago, NOW } from "./fixtures";

const now = Date.parse(NOW);

describe("the contact", () => {
  const open = { kind: "open", overdue: false } as const;

  test("is fresh while the server is heard, and lost when an answer is overdue", () => {
    expect(contactOf(open, true).kind).toBe("fresh");
    expect(contactOf({ kind: "open", overdue: true }, true).kind).toBe("lost");
    expect(contactOf({ kind: "waiting" }, false).kind).toBe("joining");
    expect(contactOf({ kind: "over", code: 4409 }, true)).toEqual({ kind: "over", code: 4409 });
  });

  test("makes the board stale within ten seconds of silence, and not by a short break", () => {
    expect(STALE_MS).toBeLessThan(10_000);
    expect(staleSince({ kind: "waiting" }, 0, STALE_MS - 1, now)).toBeNull();
    expect(staleSince({ kind: "waiting" }, 0, 60_000, now)).toBe(ago(1));
    expect(staleSince({ kind: "open", overdue: true }, 0, 6_000, now)).not.toBeNull();
    expect(staleSince(open, 0, 60_000, now)).toBeNull();
    expect(staleSince(open, null, 60_000, now)).toBeNull();
  });
});

describe("a claim", () => {
  test("is made for one who waits and whom nobody else looks at", () => {
    expect(claimable(aCard(), "s1")).toBe(true);
    expect(claimable(aCard({ claim: { by: "s1", name: "", at: NOW } }), "s1")).toBe(true);
    expect(claimable(aCard({ claim: { by: "s2", name: "", at: NOW } }), "s1")).toBe(false);
    expect(claimable(aCard({ stage: "expected" }), "s1")).toBe(false);
    expect(claimable(undefined, "s1")).toBe(false);
  });
});
