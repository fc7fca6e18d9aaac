// How good the line is, in three words, from the counters of the browser. Pure.

/** `weak`: one may notice. `bad`: speech suffers. */
export type Line = "good" | "weak" | "bad";

/**
 * The counters of sound at one instant.
 *
 * Shape: `received`, `lostDown`, `sent`, `lostUp` are packets since the beginning; undefined is unknown.
 * Units: `at_ms` milliseconds of the browser's clock; `rtt_s` and `jitter_s` seconds.
 */
export interface Numbers {
  readonly at_ms: number;
  readonly received?: number | undefined;
  readonly lostDown?: number | undefined;
  readonly sent?: number | undefined;
  readonly lostUp?: number | undefined;
  readonly rtt_s?: number | undefined;
  readonly jitter_s?: number | undefined;
}

/** What is kept between two looks; start with `fresh`. */
export interface Watched {
  readonly line: Line;
  readonly window: readonly Numbers[];
  readonly worse: number;
  readonly better: number;
}

export const fresh: Watched = { line: "good", window: [], worse: 0, better: 0 };

const GRADES: readonly Line[] = ["good", "weak", "bad"];
// The thresholds of the connection test, so that a line is called the same before and in the call.
const LOSS = [0.02, 0.07] as const;
const RTT_S = [0.2, 0.5] as const;
const JITTER_S = [0.03, 0.06] as const;
const WINDOW = 6;
const WORSE_AFTER = 4;
const BETTER_AFTER = 10;
const EVERY_MS = 900;

/** One more look; the word changes only after some seconds, and later to the better than to the worse. */
export function watch(before: Watched, now: Numbers): Watched {
  const last = newest(before.window);
  if (last && now.at_ms - last.at_ms < EVERY_MS) return before;
  const window = [...before.window, now].slice(-WINDOW);
  const seen = GRADES.indexOf(grade(window));
  const said = GRADES.indexOf(before.line);
  const worse = seen > said ? before.worse + 1 : 0;
  const better = seen < said ? before.better + 1 : 0;
  const turned = worse >= WORSE_AFTER || better >= BETTER_AFTER;
  return turned
    ? { line: GRADES[seen] as Line, window, worse: 0, better: 0 }
    : { line: before.line, window, worse, better };
}

function newest(window: readonly Numbers[]): Numbers | undefined {
  return window[window.length - 1];
}

function grade(window: readonly Numbers[]): Line {
  const first = window[0] as Numbers;
  const last = newest(window) as Numbers;
  const levels = [
    level(loss(first.received, first.lostDown, last.received, last.lostDown), LOSS),
    level(loss(first.sent, first.lostUp, last.sent, last.lostUp), LOSS),
    level(last.rtt_s, RTT_S),
    level(last.jitter_s, JITTER_S),
  ];
  return GRADES[Math.max(...levels)] as Line;
}

function level(value: number | undefined, limits: readonly [number, number]): number {
  if (value === undefined) return 0;
  return value > limits[1] ? 2 : value > limits[0] ? 1 : 0;
}

// Fewer than this many packets say nothing about a share.
const ENOUGH = 40;

function loss(
  beforeGot: number | undefined,
  beforeLost: number | undefined,
  got: number | undefined,
  lost: number | undefined,
): number | undefined {
  if (beforeGot === undefined || beforeLost === undefined) return undefined;
  if (got === undefined || lost === undefined) return undefined;
  const more = got - beforeGot;
  const missing = Math.max(0, lost - beforeLost);
  return more + missing < ENOUGH ? undefined : missing / (more + missing);
}
