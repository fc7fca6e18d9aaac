// The numbers of a test, each with what it makes of a call. Pure.
import { grade, type Metric } from "../precheck/grade";
import type { Numbers } from "../precheck/talk.gen";
import { LIMITS } from "../precheck/thresholds.gen";
import type { Outcome } from "../wire.gen";

export type Unit = "ms" | "share" | "mbps";

/** Each number that is shown: its name, the limits it is held against, its unit. */
const SHOWN = [
  ["rtt_ms", "rtt", "delay_ms", "ms"],
  ["jitter_up_ms", "jitter-up", "jitter_ms", "ms"],
  ["jitter_down_ms", "jitter-down", "jitter_ms", "ms"],
  ["loss_up", "loss-up", "loss", "share"],
  ["loss_down", "loss-down", "loss", "share"],
  ["up_mbps", "up", "speed_mbps", "mbps"],
  ["down_mbps", "down", "speed_mbps", "mbps"],
  ["added_ms", "added", "added_ms", "ms"],
] as const satisfies readonly (readonly [keyof Numbers, string, Metric, Unit])[];

export type FigureName = (typeof SHOWN)[number][1];

export interface Figure {
  readonly name: FigureName;
  readonly unit: Unit;
  /** Null when it is not known. */
  readonly value: number | null;
  readonly grade: Outcome | null;
  /** How far it may go and be good. */
  readonly good: number;
  readonly worse: "higher" | "lower";
}

export function figuresOf(numbers: Numbers | null): readonly Figure[] {
  return SHOWN.map(([field, name, metric, unit]) => {
    const value = numbers?.[field] ?? null;
    const { good, worse } = LIMITS[metric];
    return { name, unit, value, grade: value === null ? null : grade(metric, value), good, worse };
  });
}

/** What is wrong with the line, the same advice once for both directions. */
export type Weakness = "delay" | "jitter" | "loss" | "up" | "down" | "added";

const WEAKNESSES: Readonly<Record<FigureName, Weakness>> = {
  rtt: "delay",
  "jitter-up": "jitter",
  "jitter-down": "jitter",
  "loss-up": "loss",
  "loss-down": "loss",
  up: "up",
  down: "down",
  added: "added",
};

export function weaknessesOf(figures: readonly Figure[]): readonly Weakness[] {
  const weak = figures.filter((each) => each.grade !== null && each.grade !== "good");
  return [...new Set(weak.map(({ name }) => WEAKNESSES[name]))];
}
