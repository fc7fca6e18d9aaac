// The few sums that several parts of a pre-check do. Pure.

/** The one in the middle, undefined of none. */
export function median(numbers: readonly number[]): number | undefined {
  return [...numbers].sort((one, other) => one - other)[numbers.length >> 1];
}

/** The smallest, undefined of none. */
export function least(numbers: readonly number[]): number | undefined {
  return numbers.length > 0 ? Math.min(...numbers) : undefined;
}

/** What is told of a number that may be unknown: never 0 in its place. */
export function told(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : Math.round(value * 100) / 100;
}

/** Decibels below full scale of a share of it; the floor is what no machine hears. */
export function decibels(share: number): number {
  return Math.max(FLOOR_DBFS, 20 * Math.log10(share));
}

export const FLOOR_DBFS = -120;
