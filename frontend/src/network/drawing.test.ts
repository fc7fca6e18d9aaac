// The drawing shows what is configured, and nothing in it covers anything else.
import { describe, expect, test } from "vitest";
import { type Box, folded, type Named, narrow, wide } from "./drawing";
import { piecesOf } from "./pieces";
import { rowsOf } from "./results";
import { ALL_OPEN, BARE, NO_UDP, SMALL, WHOLE } from "./scenery";
import { NOTHING } from "./seen";

const HOME = { title: "Browser", lines: ["Patient"] };

function named(installation = WHOLE, seen = ALL_OPEN): Named[] {
  const rows = rowsOf(installation, seen, "judged");
  return piecesOf(installation, rows).map((piece) => ({
    piece,
    title: piece.name,
    lines: piece.hosts,
    labels: piece.reaches.map(({ protocols, ports }) => `${protocols.join("+")} ${ports}`),
  }));
}

function overlap(one: Box, other: Box): boolean {
  const beside = one.x + one.width <= other.x || other.x + other.width <= one.x;
  return !beside && one.y < other.y + other.height && other.y < one.y + one.height;
}

describe("the pieces", () => {
  test("are what is configured, and nothing else", () => {
    const names = (installation = WHOLE) => named(installation).map(({ piece }) => piece.name);
    expect(names(WHOLE)).toEqual(["site", "media", "turn", "pexip", "vdx"]);
    expect(names(SMALL)).toEqual(["site", "media", "turn"]);
    expect(names(BARE)).toEqual(["site", "media"]);
  });

  test("are reached as the table says", () => {
    const found = Object.fromEntries(named().map(({ piece, labels }) => [piece.name, labels]));
    expect(found).toEqual({
      site: ["TCP 443"],
      media: ["UDP 32768–60999"],
      turn: ["UDP 3478", "TCP 3478", "TLS 443"],
      pexip: ["TCP 443", "UDP+TCP 40000–49999"],
      vdx: ["TCP 443", "UDP+TCP 40000–49999"],
    });
  });

  test("carry the worst of what was found on their ways", () => {
    const turn = named(WHOLE, NO_UDP).find(({ piece }) => piece.name === "turn");
    expect(turn?.piece.reaches.map(({ standing }) => standing)).toEqual([
      "fails",
      "works",
      "works",
    ]);
  });
});

describe.each([
  ["wide", wide],
  ["narrow", narrow],
] as const)("the %s drawing", (_, draw) => {
  test.each([
    ["everything", WHOLE],
    ["little", BARE],
  ] as const)("of %s keeps its boxes apart and inside", (_, installation) => {
    const picture = draw(HOME, named(installation));
    for (const [at, box] of picture.boxes.entries()) {
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(picture.width);
      expect(box.y + box.height).toBeLessThanOrEqual(picture.height);
      for (const other of picture.boxes.slice(at + 1)) expect(overlap(box, other)).toBe(false);
    }
  });

  test("has an arrow for each way, and one for each talk between servers", () => {
    const arrows = draw(HOME, named()).arrows;
    expect(arrows.filter(({ label }) => label)).toHaveLength(9);
    expect(arrows.filter(({ standing }) => standing === "between")).toHaveLength(4);
  });

  test("is drawn before any test too", () => {
    expect(draw(HOME, named(WHOLE, NOTHING)).arrows.length).toBeGreaterThan(0);
  });
});

test("a long name is folded after a dot or a dash, and nothing of it is lost", () => {
  const host = "videokonference-node-01.sundhedsnet.region.example.dk";
  const lines = folded(host, 30);
  expect(lines.every((line) => line.length <= 30)).toBe(true);
  expect(lines.join("")).toBe(host);
  expect(folded("Patient, borger eller personale", 20)).toEqual([
    "Patient, borger",
    "eller personale",
  ]);
});
