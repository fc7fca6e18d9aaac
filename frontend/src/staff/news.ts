// What one change of the board is about, in one thing to say: a change is announced once, never twice. Pure.
import type { Board } from "../board";
import type { Card } from "../wire.gen";
import type { Arrivals } from "./arrivals";
import { farthest, notReached, type Receipt } from "./receipts";

export type News =
  | { readonly kind: "arrived"; readonly visit: string }
  | { readonly kind: "arrived-many"; readonly count: number }
  | { readonly kind: "admitted"; readonly visit: string; readonly by: string }
  | { readonly kind: "not-reached"; readonly visit: string }
  | { readonly kind: "step"; readonly visit: string; readonly receipt: Receipt };

/**
 * What is said of this change, null when there is nothing worth hearing. Who came goes before what
 * became of the chosen one; what I did myself is told by its answer and not here.
 */
export function news(
  before: Board,
  after: Board,
  came: Arrivals,
  chosen: string | null,
  me: string,
): News | null {
  if (came.count > 0) return arrived(came);
  const card = chosen === null ? undefined : after.cards.get(chosen);
  return card ? happened(before.cards.get(card.visit), card, me) : null;
}

function arrived({ count, visits }: Arrivals): News {
  const [visit] = visits;
  return count === 1 && visit ? { kind: "arrived", visit } : { kind: "arrived-many", count };
}

function happened(was: Card | undefined, card: Card, me: string): News | null {
  if (!card.admission) return null;
  if (card.admission.number !== was?.admission?.number) {
    return card.admission.by === me
      ? null
      : { kind: "admitted", visit: card.visit, by: card.admission.name };
  }
  const [step, before] = [farthest(card), farthest(was)];
  if (!step || step.step === before?.step) return null;
  return { kind: "step", visit: card.visit, receipt: step };
}

/** The visits I let in of which somebody has just been found not to be reached; each is told once. */
export function missed(before: Board, after: Board, me: string): string[] {
  return [...after.cards.values()]
    .filter((card) => {
      if (card.admission?.by !== me) return false;
      const known = notReached(before.cards.get(card.visit) ?? card).map(({ guest }) => guest);
      return notReached(card).some(({ guest }) => !known.includes(guest));
    })
    .map(({ visit }) => visit);
}
