// How far an admission has come: told, seen, entered, each with its time; pure.
import type { Card, CardGuest } from "../wire.gen";

export type Step = "called" | "told" | "again" | "seen" | "entered" | "left-call";

export interface Receipt {
  readonly step: Step;
  readonly at: string;
}

/** All that is known of one guest of an open admission, oldest first. */
export function receipts(guest: CardGuest): Receipt[] {
  const steps: [Step, string | null][] = [
    ["told", guest.told_at],
    ["again", guest.again_at],
    ["seen", guest.seen_at],
    ["entered", guest.entered_at],
    ["left-call", guest.left_at],
  ];
  const known = steps.flatMap(([step, at]) => (at === null ? [] : [{ step, at }]));
  return known.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** What has not happened yet to a guest who is let in; null once they have been in the call, and for who is on the phone. */
export function pending(guest: CardGuest): "told" | "seen" | "entered" | null {
  if (guest.entered_at !== null || guest.phone !== null) return null;
  if (guest.seen_at !== null) return "entered";
  return guest.told_at === null ? "told" : "seen";
}

/** The farthest any guest of the party has come by now; null when nobody is let in. */
export function farthest(card: Card): Receipt | null {
  if (card.admission === null) return null;
  const called: Receipt = { step: "called", at: card.admission.at };
  return card.guests
    .filter((guest) => guest.called)
    .flatMap((guest) => receipts(guest).slice(-1))
    .reduce((best, each) => (rank(each) > rank(best) ? each : best), called);
}

const RANKS: Readonly<Record<Step, number>> = {
  called: 0,
  told: 1,
  again: 1,
  seen: 2,
  "left-call": 3,
  entered: 4,
};
const rank = (receipt: Receipt): number => RANKS[receipt.step];

/** Those who were called and could not be reached, as the server found; who takes part by phone is reached there. */
export function notReached(card: Card): CardGuest[] {
  if (card.admission === null) return [];
  const speaks = ({ phone }: CardGuest) => phone === "rung" || phone === "calls-in";
  return card.guests.filter((guest) => guest.called && guest.unreached_at && !speaks(guest));
}

/** Whether the clinician is asked what to do about somebody who was not reached. Units: milliseconds since 1970. */
export function mustChoose(card: Card, now: number): boolean {
  const since = card.admission?.choose_at;
  return since !== undefined && notReached(card).length > 0 && now >= Date.parse(since);
}
