// How long to wait before the next try: full jitter, so that many who were cut off do not return as one.

/** Units: milliseconds. */
export const FIRST_MS = 1_000;
export const LONGEST_MS = 30_000;

/** A quiet line this old has earned a fresh start. Units: milliseconds. */
export const QUIET_MS = 60_000;

/** The wait before try number `tries` (0 is the first); `random` is in [0, 1). */
export function delay(tries: number, random: number): number {
  return random * Math.min(LONGEST_MS, FIRST_MS * 2 ** tries);
}
