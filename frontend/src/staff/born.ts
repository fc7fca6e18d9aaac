// The year in which somebody was born, where the board tells it.
import type { CardGuest } from "../wire.gen";

/** Null when it is not known, or when the server is of an older release that does not tell it. */
export function born(
  guest: (CardGuest & { readonly birth_year?: number | null }) | null,
): number | null {
  return guest?.birth_year ?? null;
}
