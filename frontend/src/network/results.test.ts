// Each line of the table says what the test found of it, and no more than that.
import { describe, expect, test } from "vitest";
import type { Purpose } from "./api";
import { type Course, type Row, rowsOf } from "./results";
import { ALL_OPEN, CLOSED, NO_UDP, opening, pathsOf, SMALL, WHOLE } from "./scenery";
import { NOTHING, type Seen } from "./seen";

function standings(rows: readonly Row[], purpose: Purpose): string[] {
  return rows.filter((row) => row.opening.purpose === purpose).map(({ result }) => result.standing);
}

function only(seen: Seen, course: Course, purpose: Purpose) {
  const found = rowsOf(SMALL, seen, course).find((row) => row.opening.purpose === purpose);
  if (!found) throw new Error(purpose);
  return found.result;
}

describe("before and while it runs", () => {
  test("nothing is tested before a test", () => {
    const all = rowsOf(WHOLE, NOTHING, "idle").map(({ result }) => result);
    expect(new Set(all.map(({ standing }) => standing))).toEqual(new Set(["untested"]));
    expect(all.every(({ remark }) => remark === null)).toBe(true);
  });

  test("what is not known yet is being tested, and what is known stands there", () => {
    const seen = { ...NOTHING, paths: pathsOf(["direct"]).slice(0, 1) };
    expect(only(seen, "running", "media").standing).toBe("works");
    expect(only(seen, "running", "turn-tls").standing).toBe("testing");
  });
});

describe("after it", () => {
  test("each way has its own result with its times", () => {
    expect(only(ALL_OPEN, "judged", "turn-tls")).toEqual({
      standing: "works",
      connectMs: 300,
      rttMs: 21,
      remark: null,
    });
    expect(only(NO_UDP, "judged", "media").standing).toBe("fails");
    expect(only(NO_UDP, "judged", "turn-udp").standing).toBe("fails");
    expect(only(NO_UDP, "judged", "turn-tcp").standing).toBe("works");
  });

  test("a node that answers is not one whose sound and picture were tried", () => {
    const rows = rowsOf(WHOLE, ALL_OPEN, "judged");
    expect(standings(rows, "node-web")).toEqual(["works", "works"]);
    expect(standings(rows, "node-media")).toEqual(["works", "works", "untested", "untested"]);
    expect(rows.map(({ result }) => result.remark).slice(-3)).toEqual([null, "no-call", "no-call"]);
  });

  test("nodes are told apart by their address and not by their place", () => {
    const turned = { ...WHOLE, openings: [...WHOLE.openings].reverse() };
    expect(standings(rowsOf(turned, NO_UDP, "judged"), "node-web")).toEqual(["fails", "works"]);
  });

  test("a node at an address of IPv6 is found by it", () => {
    const node = { url: "https://[2001:db8::9]:8443", test_call: "" };
    const plan = ALL_OPEN.plan && { ...ALL_OPEN.plan, nodes: [node] };
    const there = { ...WHOLE, openings: [opening("node-web", "2001:db8::9", "tcp", 8443)] };
    const rows = rowsOf(there, { ...ALL_OPEN, plan, nodes: [{ answers: true }] }, "judged");
    expect(standings(rows, "node-web")).toEqual(["works"]);
  });

  test("of several addresses for media nobody says which one it was", () => {
    const two = {
      ...SMALL,
      openings: [...SMALL.openings, opening("media", "2001:db8::7", "udp", 32768, 60999)],
    };
    const media = rowsOf(two, ALL_OPEN, "judged").filter((row) => row.opening.purpose === "media");
    expect(media.map(({ result }) => result.remark)).toEqual(["one-of", "one-of"]);
    const closed = rowsOf(two, CLOSED, "judged");
    expect(standings(closed, "media")).toEqual(["fails", "fails"]);
  });

  test("a second address for one way of TURN is said not to be tested", () => {
    const two = {
      ...SMALL,
      openings: [...SMALL.openings, opening("turn-tls", "turn2.example.dk", "tcp", 443)],
    };
    const tls = rowsOf(two, ALL_OPEN, "judged").filter((row) => row.opening.purpose === "turn-tls");
    expect(tls.map(({ result }) => [result.standing, result.remark])).toEqual([
      ["works", null],
      ["untested", "first-only"],
    ]);
  });

  test("a line that is cut fails, and leaves the rest untested", () => {
    expect(only(NOTHING, "blocked", "web")).toMatchObject({ standing: "fails", remark: "cut" });
    expect(only(NOTHING, "blocked", "media")).toMatchObject({
      standing: "untested",
      remark: "not-reached",
    });
  });

  test.each(["offline", "busy", "often", "away", "hidden"] as const)(
    "a test that ended because of %s fails no line",
    (course) => {
      const found = rowsOf(WHOLE, NOTHING, course).map(({ result }) => result.standing);
      expect(new Set(found)).toEqual(new Set(["untested"]));
    },
  );
});
