// Whether the page may still say what it says: judged by its own clock since the server's last word.
import { type LineState, OVERDUE_MS, PING_MS } from "../line";

/**
 * `live`: confirmed. `checking`: a moment's doubt, what was confirmed still stands with its time.
 * `lost`: the page must not say "you are in line" any more, only what was last confirmed.
 * `unconfirmed`: the server is heard, but has itself not been able to confirm for a while.
 */
export type Contact = "live" | "checking" | "lost" | "unconfirmed";

/** Units: milliseconds. A drop shorter than this is not worth a worried person's while. */
export const DOUBT_MS = 2_000;
export const UNCONFIRMED_MS = 40_000;
export const SILENT_MS = PING_MS + OVERDUE_MS;

export interface Signs {
  readonly line: LineState;
  readonly online: boolean;
  /** All on the page's own forward-going clock. */
  readonly now: number;
  readonly heardAt: number | null;
  /** Since when the line has not been open. */
  readonly brokenAt: number;
  /** How old the server's own confirmation is, on its clock. */
  readonly confirmedMs: number;
}

export function contactOf(signs: Signs): Contact {
  if (!signs.online) return "lost";
  const silentMs = signs.heardAt === null ? 0 : signs.now - signs.heardAt;
  if (silentMs > SILENT_MS) return "lost";
  if (signs.line.kind === "open") return heard(signs, signs.line.overdue);
  return signs.now - signs.brokenAt > DOUBT_MS ? "lost" : "checking";
}

function heard(signs: Signs, overdue: boolean): Contact {
  if (overdue) return "lost";
  return signs.confirmedMs > UNCONFIRMED_MS ? "unconfirmed" : "live";
}
