// Which key does what on the board: one pure table. Single letters can be switched off (WCAG 2.1.4).

/** What a key asks for. */
export type Wish =
  | "next"
  | "previous"
  | "first"
  | "last"
  | "go"
  | "search"
  | "clear"
  | "expect"
  | "keys";

/** Where the focus is when the key goes down. */
export type Place = "card" | "search" | "text" | "dialog" | "elsewhere";

export interface Stroke {
  readonly key: string;
  readonly repeat: boolean;
  /** Ctrl, Alt or Meta is held: then the key is the browser's. */
  readonly held: boolean;
}

export interface Surroundings {
  readonly place: Place;
  /** Single letters and signs are shortcuts. */
  readonly letters: boolean;
}

/** Keys that are no letters work on a card only, so they never take a key from a form or a button. */
const ON_A_CARD: Readonly<Record<string, Wish>> = {
  ArrowDown: "next",
  ArrowUp: "previous",
  Home: "first",
  End: "last",
  Enter: "go",
};

const LETTERS_ON_A_CARD: Readonly<Record<string, Wish>> = { j: "next", k: "previous" };

const LETTERS_ANYWHERE: Readonly<Record<string, Wish>> = {
  "/": "search",
  n: "expect",
  "?": "keys",
};

/** The wish of a key stroke, or null when the key is not ours. */
export function wish(stroke: Stroke, where: Surroundings): Wish | null {
  if (stroke.held || where.place === "dialog" || where.place === "text") return null;
  if (where.place === "search") return stroke.key === "Escape" ? "clear" : null;
  const onCard = where.place === "card" ? onACard(stroke) : null;
  if (onCard) return onCard;
  if (!where.letters) return null;
  if (where.place === "card" && stroke.key in LETTERS_ON_A_CARD)
    return LETTERS_ON_A_CARD[stroke.key] ?? null;
  return LETTERS_ANYWHERE[stroke.key] ?? null;
}

/** A key that is held down walks on, but it never lets anybody in. */
function onACard(stroke: Stroke): Wish | null {
  const found = ON_A_CARD[stroke.key] ?? null;
  return found === "go" && stroke.repeat ? null : found;
}

/** Who stands one step on in the line; stays at the ends, and starts at the first when nobody is chosen. */
export function stepTo(
  line: readonly string[],
  chosen: string | null,
  wish: "next" | "previous" | "first" | "last",
): string | null {
  const at = chosen === null ? -1 : line.indexOf(chosen);
  const to = {
    next: Math.min(at + 1, line.length - 1),
    previous: Math.max(at - 1, 0),
    first: 0,
    last: line.length - 1,
  }[wish];
  return line[to] ?? null;
}
