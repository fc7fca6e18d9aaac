// Who of a party is here and who goes in: the call may have fewer places than the party has people; pure.
import type { Card, CardGuest } from "../wire.gen";
import { ROLE_VALUES } from "../wire.gen";

/** The order in which a party is called to a call that is too small for it: those connected first, then by role. */
const byTurn = (a: CardGuest, b: CardGuest): number => turn(a) - turn(b);
const turn = ({ presence, role }: CardGuest): number =>
  ROLE_VALUES.indexOf(role) + (presence === "connected" ? 0 : ROLE_VALUES.length);

/** The one the visit is about: the patient, or whoever stands first when no patient is named. */
export function principal(card: Card): CardGuest | null {
  return card.guests.find((guest) => guest.role === "patient") ?? card.guests[0] ?? null;
}

/** Those who have come and not left, in the order in which they would be called. */
export function here(card: Card): CardGuest[] {
  return card.guests
    .filter(({ presence }) => presence !== "invited" && presence !== "left")
    .sort(byTurn);
}

/** Those who are expected and have not come yet. */
export function missing(card: Card): CardGuest[] {
  return card.guests.filter(({ presence }) => presence === "invited");
}

/** Whether anybody of the party has a living connection. */
export function reachable(card: Card): boolean {
  return card.guests.some(({ presence }) => presence === "connected");
}

/** Since when the whole party has been away; null while somebody is there. */
export function awaySince(card: Card): string | null {
  const there = here(card);
  if (there.length === 0 || reachable(card)) return null;
  return (
    there
      .map(({ since }) => since)
      .sort()
      .at(-1) ?? null
  );
}

/** How many guests a call has places for: one place is the clinician's. */
export function guestPlaces(callPlaces: number): number {
  return Math.max(1, callPlaces - 1);
}

/** Whom "let in" lets in when nobody chooses: all who are here, as many as there are places. */
export function called(card: Card, callPlaces: number): string[] {
  return here(card)
    .slice(0, guestPlaces(callPlaces))
    .map(({ guest }) => guest);
}

/** Whether the clinician has something to choose: more are here than one. */
export function hasChoice(card: Card): boolean {
  return here(card).length > 1;
}

/** The choice after one guest was pressed. A full call lets go of the last one chosen; nobody at all is no choice. */
export function toggled(chosen: readonly string[], guest: string, callPlaces: number): string[] {
  if (chosen.includes(guest)) {
    return chosen.length === 1 ? [...chosen] : chosen.filter((each) => each !== guest);
  }
  return [...chosen.slice(0, guestPlaces(callPlaces) - 1), guest];
}

/** Those who are here, are not let in, and for whom the running call has a place. */
export function canFollow(card: Card, callPlaces: number): CardGuest[] {
  const inside = card.guests.filter(({ called, presence }) => called && presence !== "left").length;
  if (card.admission === null || inside >= guestPlaces(callPlaces)) return [];
  return here(card).filter((guest) => !guest.called);
}
