// How good the line is, in three words, and what is wrong with it, from the counters of the browser. Pure.
import { grade, surely } from "../precheck/grade";
import type { Cause, Outcome } from "../precheck/talk.gen";

/** What can be wrong while a call goes on, by the words of the pre-check. The first is named first. */
const CAUSES = [
  "net-loss-up",
  "net-loss-down",
  "net-jitter",
  "net-delay",
  "net-slow-up",
  "net-slow-down",
  "device-slow",
] as const satisfies readonly Cause[];
export type LineCause = (typeof CAUSES)[number];

/** `weak`: one may notice. `bad`: speech suffers. */
export type Line =
  | { readonly grade: "good" }
  | { readonly grade: "weak" | "bad"; readonly cause: LineCause };

/**
 * The counters at one instant.
 *
 * Shape: `received`, `lostDown`, `sent`, `lostUp` are packets of sound since the beginning; `limited`
 * is why the own picture is sent worse than it could be, `sentSide` its shorter side; undefined is
 * unknown.
 * Units: `at_ms` milliseconds of the browser's clock; `rtt_s` and `jitter_s` seconds; frames a second.
 */
export interface Numbers {
  readonly at_ms: number;
  readonly received?: number | undefined;
  readonly lostDown?: number | undefined;
  readonly sent?: number | undefined;
  readonly lostUp?: number | undefined;
  readonly rtt_s?: number | undefined;
  readonly jitter_s?: number | undefined;
  readonly limited?: "cpu" | "bandwidth" | "other" | "none" | undefined;
  readonly sentMbps?: number | undefined;
  readonly sentFps?: number | undefined;
  readonly sentSide?: number | undefined;
  readonly shownFps?: number | undefined;
}

/** What is kept between two looks; start with `fresh`. `other` counts looks at another cause. */
export interface Watched {
  readonly line: Line;
  readonly window: readonly Numbers[];
  readonly worse: number;
  readonly better: number;
  readonly other: number;
}

export const GOOD: Line = { grade: "good" };
export const fresh: Watched = { line: GOOD, window: [], worse: 0, better: 0, other: 0 };

const GRADES = ["good", "weak", "bad"] as const;
const WINDOW = 6;
const WORSE_AFTER = 4;
const BETTER_AFTER = 10;
const EVERY_MS = 900;

/** One more look; the word changes only after some seconds, and later to the better than to the worse. */
export function watch(before: Watched, now: Numbers): Watched {
  const last = newest(before.window);
  if (last && now.at_ms - last.at_ms < EVERY_MS) return before;
  const window = [...before.window, now].slice(-WINDOW);
  const seen = look(window);
  const step = rank(seen) - rank(before.line);
  const counts = {
    worse: step > 0 ? before.worse + 1 : 0,
    better: step < 0 ? before.better + 1 : 0,
    other: step === 0 && causeOf(seen) !== causeOf(before.line) ? before.other + 1 : 0,
  };
  const turned =
    counts.worse >= WORSE_AFTER || counts.better >= BETTER_AFTER || counts.other >= BETTER_AFTER;
  return turned ? { ...fresh, line: seen, window } : { line: before.line, window, ...counts };
}

function newest(window: readonly Numbers[]): Numbers | undefined {
  return window[window.length - 1];
}

function rank(line: Line): number {
  return GRADES.indexOf(line.grade);
}

function causeOf(line: Line): LineCause | null {
  return line.grade === "good" ? null : line.cause;
}

/** The worst thing that the window shows. */
function look(window: readonly Numbers[]): Line {
  const found = levels(window[0] as Numbers, newest(window) as Numbers);
  const worst = Math.max(...CAUSES.map((cause) => found[cause]));
  const cause = CAUSES.find((each) => found[each] === worst) as LineCause;
  const word = GRADES[worst] as Line["grade"];
  return word === "good" ? GOOD : { grade: word, cause };
}

function levels(first: Numbers, last: Numbers): Readonly<Record<LineCause, number>> {
  const up = lost(first.sent, first.lostUp, last.sent, last.lostUp);
  const down = lost(first.received, first.lostDown, last.received, last.lostDown);
  return {
    "net-loss-up": level(grade("loss", up)),
    "net-loss-down": level(grade("loss", down)),
    "net-jitter": level(grade("jitter_ms", ms(last.jitter_s))),
    "net-delay": level(grade("delay_ms", ms(last.rtt_s))),
    "net-slow-up": slowUp(last),
    "net-slow-down": Number(below(last.shownFps, FEW_FPS)),
    "device-slow": slowDevice(last),
  };
}

function level(outcome: Outcome): number {
  return outcome === "good" ? 0 : outcome === "usable" ? 1 : 2;
}

function ms(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}

/** Fewer pictures a second than this look like standing still. */
const FEW_FPS = 6;
/** A picture whose shorter side has fewer lines than this looks blurred. */
const SMALL = 300;

// The browser makes the picture smaller by itself, and one hardly sees it: only where the table leaves
// sound alone is it told.
function slowUp({ limited, sentMbps }: Numbers): number {
  if (limited !== "bandwidth") return 0;
  const outcome = grade("speed_mbps", sentMbps);
  return outcome === "unusable" ? 2 : outcome === "sound-only" ? 1 : 0;
}

function slowDevice({ limited, sentFps, sentSide }: Numbers): number {
  return Number(limited === "cpu" && (below(sentFps, FEW_FPS) || below(sentSide, SMALL)));
}

function below(value: number | undefined, limit: number): boolean {
  return value !== undefined && value < limit;
}

/** What is certain of the share that was lost between two looks. */
function lost(
  beforeGot: number | undefined,
  beforeLost: number | undefined,
  got: number | undefined,
  lostNow: number | undefined,
): number | undefined {
  if (beforeGot === undefined || beforeLost === undefined) return undefined;
  if (got === undefined || lostNow === undefined) return undefined;
  const missing = Math.max(0, lostNow - beforeLost);
  return surely(missing, got - beforeGot + missing);
}
