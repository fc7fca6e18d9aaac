// What is shown after a look of three seconds at a line that was tested whole before. Pure.
import type { Cause, Outcome, Verdict } from "./talk.gen";

const RANKS: readonly Outcome[] = ["good", "usable", "sound-only", "unusable"];

/** What a short look sees as well: where nothing else hinders, it can also say that it is over. */
const SEEN: readonly Cause[] = [
  "net-offline",
  "ws-blocked",
  "path-none",
  "path-tcp-only",
  "net-loss-up",
  "net-loss-down",
  "net-delay",
  "net-jitter",
];

/**
 * The verdict to show. Two looks that agree change it; that nothing works any more changes it at
 * once. A look that does not measure what hindered makes nothing better.
 */
export function newer(shown: Verdict, before: Verdict | null, again: Verdict): Verdict {
  if (again.outcome === shown.outcome) return shown;
  const agree = again.outcome === "unusable" || before?.outcome === again.outcome;
  if (!agree) return shown;
  return isWorse(again, shown) || shown.hindering.every((cause) => SEEN.includes(cause))
    ? again
    : shown;
}

function isWorse(one: Verdict, other: Verdict): boolean {
  return RANKS.indexOf(one.outcome) > RANKS.indexOf(other.outcome);
}
