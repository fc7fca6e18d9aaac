// Where the pieces of an installation stand in a drawing, beside each other or below each other. Pure.
import type { Piece } from "./pieces";
import type { Standing } from "./results";

/** Units: those of the drawing, one for a pixel at its natural size. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly lines: readonly string[];
}

/** Shape: `label` is empty for what goes on between servers. */
export interface Arrow {
  readonly points: readonly (readonly [number, number])[];
  readonly label: string;
  readonly at: readonly [number, number];
  readonly standing: Standing | "between";
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  readonly wall: {
    readonly from: readonly [number, number];
    readonly to: readonly [number, number];
    readonly at: readonly [number, number];
  };
}

/** A piece with the words that stand in it; `labels` are those of its reaches, in their order. */
export interface Named {
  readonly piece: Piece;
  readonly title: string;
  readonly lines: readonly string[];
  readonly labels: readonly string[];
}

export interface Home {
  readonly title: string;
  readonly lines: readonly string[];
}

const LINE = 19;
const TITLE = 24;
const PAD = 12;
const GAP = 22;
/** Between two pieces that speak with each other. */
const WIDE_GAP = 44;
const REACH = 36;
const REACH_IN_BOX = 28;

const WIDE = { width: 780, top: 26, home: 190, wall: 226, box: 450, right: 26 } as const;
const NARROW = { width: 328, trunk: 18, box: 50, top: 66, right: 16 } as const;

const LETTERS = { wide: 36, narrow: 32 } as const;

export function wide(home: Home, pieces: readonly Named[]): Picture {
  const width = WIDE.width - WIDE.box - WIDE.right;
  const boxes: Box[] = [];
  const arrows: Arrow[] = [];
  let y: number = WIDE.top;
  for (const named of pieces) {
    const lines = named.lines.flatMap((line) => folded(line, LETTERS.wide));
    const height = Math.max(textHeight(lines), named.labels.length * REACH + PAD);
    const first = y + (height - (named.labels.length - 1) * REACH) / 2 + 6;
    arrows.push(
      ...named.labels.map((label, nth) => ({
        points: [
          [WIDE.home, first + nth * REACH],
          [WIDE.box - 2, first + nth * REACH],
        ] as const,
        label,
        at: [WIDE.wall + 18, first + nth * REACH - 7] as const,
        standing: named.piece.reaches[nth]?.standing ?? "untested",
      })),
    );
    boxes.push({ x: WIDE.box, y, width, height, title: named.title, lines });
    y += height + gapAfter(named, pieces);
  }
  const height = y - GAP + 2;
  const browser = { x: 2, y: WIDE.top, width: WIDE.home - 2, height: height - WIDE.top - 2 };
  return {
    width: WIDE.width,
    height,
    boxes: [{ ...browser, ...foldedHome(home) }, ...boxes],
    arrows: [...arrows, ...between(pieces, boxes, WIDE.width - 8)],
    wall: { from: [WIDE.wall, 22], to: [WIDE.wall, height], at: [WIDE.wall, 14] },
  };
}

export function narrow(home: Home, pieces: readonly Named[]): Picture {
  const width = NARROW.width - NARROW.box - NARROW.right;
  const boxes: Box[] = [];
  const arrows: Arrow[] = [];
  const wall = NARROW.top + 26;
  let y = wall + 24;
  for (const named of pieces) {
    const lines = named.lines.flatMap((line) => folded(line, LETTERS.narrow));
    const top = y + textHeight(lines);
    const height = textHeight(lines) + named.labels.length * REACH_IN_BOX;
    arrows.push(
      ...named.labels.map((label, nth) => {
        const at = top + nth * REACH_IN_BOX;
        return {
          points: [
            [NARROW.trunk, NARROW.top],
            [NARROW.trunk, at],
            [NARROW.box - 2, at],
          ] as const,
          label,
          at: [NARROW.box + PAD, at + 5] as const,
          standing: named.piece.reaches[nth]?.standing ?? "untested",
        };
      }),
    );
    boxes.push({ x: NARROW.box, y, width, height, title: named.title, lines });
    y += height + gapAfter(named, pieces);
  }
  const browser = { x: 2, y: 2, width: NARROW.width - 4, height: NARROW.top - 2 };
  return {
    width: NARROW.width,
    height: y - GAP + 2,
    boxes: [{ ...browser, ...home }, ...boxes],
    arrows: [...arrows, ...between(pieces, boxes, NARROW.width - 4)],
    wall: { from: [0, wall], to: [NARROW.width, wall], at: [NARROW.width - 4, wall - 8] },
  };
}

/** What the servers say to each other: TURN hands on to the media, and the site books its conferences. */
function between(pieces: readonly Named[], boxes: readonly Box[], right: number): Arrow[] {
  const boxOf = (name: Piece["name"]) =>
    boxes[pieces.findIndex(({ piece }) => piece.name === name)];
  const [site, media, turn] = [boxOf("site"), boxOf("media"), boxOf("turn")];
  const found: Arrow["points"][] = [];
  if (site && media) found.push(upright(site, media));
  if (media && turn) found.push([...upright(media, turn)].reverse());
  for (const node of [boxOf("pexip"), boxOf("vdx")]) {
    if (site && node) found.push(around(site, node, right));
  }
  return found.map((points) => ({ points, label: "", at: [0, 0], standing: "between" }));
}

function upright(upper: Box, lower: Box): Arrow["points"] {
  const x = upper.x + upper.width / 2;
  return [
    [x, upper.y + upper.height],
    [x, lower.y - 2],
  ];
}

function around(site: Box, node: Box, right: number): Arrow["points"] {
  const edge = site.x + site.width;
  const middle = (box: Box) => box.y + Math.min(box.height / 2, 20);
  return [
    [edge, middle(site)],
    [right, middle(site)],
    [right, middle(node)],
    [edge + 2, middle(node)],
  ];
}

function gapAfter({ piece }: Named, pieces: readonly Named[]): number {
  const isLast = pieces.at(-1)?.piece === piece;
  const speaks = piece.name === "site" || (piece.name === "media" && pieces.length > 2);
  return speaks && !isLast ? WIDE_GAP : GAP;
}

function textHeight(lines: readonly string[]): number {
  return TITLE + lines.length * LINE + 2 * PAD;
}

function foldedHome({ title, lines }: Home): Home {
  return { title, lines: lines.flatMap((line) => folded(line, 20)) };
}

/** A text in lines of at most so many letters, broken after a space, a dot or a dash. */
export function folded(text: string, most: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const part of text.match(/[^\s.:-]*[\s.:-]?/g) ?? []) {
    if (line && line.length + part.trimEnd().length > most) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += part;
  }
  return [...lines, line.trimEnd()].filter(Boolean);
}
