// What a number makes of a call, by the table that the server judges by as well. Pure.
import type { Outcome } from "./talk.gen";
import { ENOUGH, LIMITS, SURE } from "./thresholds.gen";

export type Metric = keyof typeof LIMITS;

/** What is not known is no reason to worry. */
export function grade(metric: Metric, value: number | undefined): Outcome {
  const limits = LIMITS[metric];
  const within = (limit: number | null) =>
    value === undefined ||
    limit === null ||
    (limits.worse === "higher" ? value <= limit : value >= limit);
  if (within(limits.good)) return "good";
  if (within(limits.usable)) return "usable";
  return within(limits.sound_only) ? "sound-only" : "unusable";
}

/** The share that was lost at least (the lower bound by Wilson); undefined of too few to tell. */
export function surely(lost: number, of: number): number | undefined {
  if (of < ENOUGH) return undefined;
  const share = Math.min(Math.max(lost, 0), of) / of;
  const z = SURE * SURE;
  const middle = share + z / (2 * of);
  const margin = SURE * Math.sqrt((share * (1 - share)) / of + z / (4 * of * of));
  return Math.max(0, (middle - margin) / (1 + z / of));
}
