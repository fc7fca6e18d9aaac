// How long somebody has waited, as words and as a class of its own; pure.

/** Units: minutes. From here a wait is long, and very long; the words and the colours change together. */
export const LONG_MIN = 15;
export const VERY_LONG_MIN = 30;

/** Units: minutes. A bar is full at this age. */
const FULL_MIN = 40;

export type Ageing = "fresh" | "long" | "very-long";

export interface Age {
  readonly minutes: number;
  readonly ageing: Ageing;
  /** How much of the bar is filled, 0.02 to 1: a bar is never invisible. */
  readonly share: number;
}

/** The age of a wait that began then; a clock that runs ahead gives 0, never less. */
export function age(since: string | null, now: number): Age {
  const minutes = since === null ? 0 : Math.max(0, Math.floor((now - Date.parse(since)) / 60_000));
  return {
    minutes,
    ageing: ageing(minutes),
    share: Math.min(1, Math.max(0.02, minutes / FULL_MIN)),
  };
}

/** The class of a wait of so many minutes. */
export function ageing(minutes: number): Ageing {
  if (minutes >= VERY_LONG_MIN) return "very-long";
  return minutes >= LONG_MIN ? "long" : "fresh";
}

/** How old somebody born in that year is, as near as a year can say; null when it can't be true. */
export function years(birthYear: number | null | undefined, now: number): number | null {
  if (!birthYear) return null;
  const since = new Date(now).getFullYear() - birthYear;
  return since >= 0 && since <= 125 ? since : null;
}
