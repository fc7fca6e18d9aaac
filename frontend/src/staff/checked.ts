// What the pre-checks of a party say by now: whose matters most, and what it means for letting in; pure.
import {
  type Card,
  type CardGuest,
  type LastCheck,
  OUTCOME_VALUES,
  type Outcome,
} from "../wire.gen";
import { principal } from "./party";

/** One guest with the pre-check that still tells something. */
export interface Found {
  readonly guest: CardGuest;
  readonly check: LastCheck;
}

/** What stands in the way of a video call; null when nothing does. */
export type Hindrance = Extract<Outcome, "sound-only" | "unusable"> | null;

/** The pre-check of a guest; null where there is none, or one of too long ago. */
export function current({ checked }: CardGuest, now: number): LastCheck | null {
  return checked !== null && now < Date.parse(checked.until) ? checked : null;
}

/** The worst of these guests; of several alike the one the visit is about, then the first. */
export function worst(card: Card, guests: readonly CardGuest[], now: number): Found | null {
  const first = principal(card);
  const found = guests
    .filter(({ presence }) => presence !== "left")
    .sort((one, other) => Number(other === first) - Number(one === first))
    .flatMap((guest): Found[] => {
      const check = current(guest, now);
      return check ? [{ guest, check }] : [];
    });
  return found.sort((one, other) => gravity(other) - gravity(one))[0] ?? null;
}

/** The outcomes stand from the best to the worst. */
const gravity = ({ check }: Found): number => OUTCOME_VALUES.indexOf(check.outcome);

export function hindrance(found: Found | null): Hindrance {
  const outcome = found?.check.outcome;
  return outcome === "sound-only" || outcome === "unusable" ? outcome : null;
}
