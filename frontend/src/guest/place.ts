// The place in line in words: which sentence, with which number. Pure.
import type { Seat } from "../wire.gen";

export type Place =
  | { readonly kind: "exact"; readonly number: number }
  | { readonly kind: "about"; readonly ahead: number }
  /** The clinic does not show places. */
  | { readonly kind: "hidden" };

export function placeOf(seat: Seat): Place {
  if (seat.ahead === null) return { kind: "hidden" };
  return seat.exact
    ? { kind: "exact", number: seat.ahead + 1 }
    : { kind: "about", ahead: seat.ahead };
}

/** A range that has passed is a promise that broke: it is not shown, and that it broke is said. */
export type Wait =
  | { readonly kind: "between"; readonly low: string; readonly high: string }
  /** The range has begun. */
  | { readonly kind: "before"; readonly high: string }
  | { readonly kind: "late" }
  | { readonly kind: "unknown" };

/** `now` in milliseconds since 1970, on the server's clock. */
export function waitOf(seat: Seat, now: number): Wait {
  if (!seat.estimate) return { kind: "unknown" };
  const { low_at, high_at } = seat.estimate;
  if (Date.parse(high_at) <= now) return { kind: "late" };
  if (Date.parse(low_at) <= now) return { kind: "before", high: high_at };
  return { kind: "between", low: low_at, high: high_at };
}
