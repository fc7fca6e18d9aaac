// How sure the board is, out of how the line is; pure.
import type { LineState } from "../line";
import type { Contact } from "./shift";

/** Units: milliseconds. A board that has heard nothing for so long says that it may be old. */
export const STALE_MS = 9_000;

export function contactOf(state: LineState, hasBoard: boolean): Contact {
  switch (state.kind) {
    case "over":
      return { kind: "over", code: state.code };
    case "open":
      return { kind: state.overdue ? "lost" : "fresh" };
    default:
      return { kind: hasBoard ? "lost" : "joining" };
  }
}

/**
 * Since when the board may be old, null while it is true. A short break that heals by itself is not
 * shown: the connection sign tells of it. Times are milliseconds; `heardAt` and `monotonic` are on one
 * clock, `now` is the server's.
 */
export function staleSince(
  state: LineState,
  heardAt: number | null,
  monotonic: number,
  now: number,
): string | null {
  if (heardAt === null) return null;
  const silence = monotonic - heardAt;
  const sure = state.kind === "open" ? !state.overdue : silence < STALE_MS;
  return sure && state.kind !== "over" ? null : new Date(now - silence).toISOString();
}
