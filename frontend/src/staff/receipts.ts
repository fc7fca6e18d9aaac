// How far an admission has come: told, seen, entered, each with its time; pure.
import type { Card, CardGuest } from "../wire.gen";

/** Units: seconds after the admission. Then it is said that the person was not reached. */
const UNREACHED_S = 30;

/** Units: seconds after the admission. Then the clinician is asked to choose: put back or wait. */
const CHOOSE_S = 120;

export type Step = "called" | "told" | "seen" | "entered" | "left-call";

export interface Receipt {
  readonly step: Step;
  readonly at: string;
}

/** All that is known of one guest of an open admission, oldest first. */
export function receipts(guest: CardGuest): Receipt[] {
  const steps: [Step, string | null][] = [
    ["told", guest.told_at],
    ["seen", guest.seen_at],
    ["entered", guest.entered_at],
    ["left-call", guest.left_at],
  ];
  return steps.flatMap(([step, at]) => (at === null ? [] : [{ step, at }]));
}

/** What has not happened yet to a guest who is let in; null once they have been in the call. */
export function pending(guest: CardGuest): "told" | "seen" | "entered" | null {
  if (guest.entered_at !== null) return null;
  if (guest.seen_at !== null) return "entered";
  return guest.told_at === null ? "told" : "seen";
}

/** The farthest any guest of the party has come by now; null when nobody is let in. */
export function farthest(card: Card): Receipt | null {
  if (card.admission === null) return null;
  const called: Receipt = { step: "called", at: card.admission.at };
  const steps = card.guests
    .filter((guest) => guest.called)
    .flatMap((guest) => receipts(guest).slice(-1));
  return steps.reduce((best, each) => (rank(each) > rank(best) ? each : best), called);
}

const RANKS: Readonly<Record<Step, number>> = {
  called: 0,
  told: 1,
  seen: 2,
  "left-call": 3,
  entered: 4,
};
const rank = (receipt: Receipt): number => RANKS[receipt.step];

/** How well a called guest is reached: `unreached` after 30 s, `choose` after 2 min without a sign. */
export function reached(card: Card, now: number): "yes" | "not-yet" | "unreached" | "choose" {
  const best = farthest(card);
  if (!best || card.admission === null) return "yes";
  if (best.step !== "called" && best.step !== "told") return "yes";
  const after = (now - Date.parse(card.admission.at)) / 1000;
  if (after >= CHOOSE_S) return "choose";
  return after >= UNREACHED_S ? "unreached" : "not-yet";
}
