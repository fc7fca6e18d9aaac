// Which of the guest's screens is shown: one pure choice from what is known, most important first.
import type { LeftWhy } from "../call/types";
import { CLOSE, type Code, type EndReason, type Phone, type Seat } from "../wire.gen";
import type { Contact } from "./contact";

/** All that the choice depends on. */
export interface Facts {
  readonly seat: Seat | null;
  readonly contact: Contact;
  /** The close code after which the line does not come back, null while it lives. */
  readonly over: number | null;
  /** Why the place could not be taken. */
  readonly refused: Code | null;
  /** The place was asked for, and the answer takes its time. */
  readonly slow: boolean;
  /** This page is in the call. */
  readonly inCall: boolean;
  /** How this page's part in the call of this admission ended. */
  readonly callOver: LeftWhy | null;
  /** The person said goodbye: by leaving the line, or after the call. */
  readonly gone: "left" | "done" | null;
}

export type Screen =
  | { readonly kind: "opening"; readonly slow: boolean }
  | { readonly kind: "waiting" }
  | { readonly kind: "parked" }
  /** On the way to another queue, empty when its name is not known. */
  | { readonly kind: "moving"; readonly to: string }
  | { readonly kind: "turn"; readonly preparing: boolean }
  /** They take part by telephone; `number` is what they dial, empty for nobody who calls in. */
  | { readonly kind: "by-phone"; readonly how: Phone | "inside"; readonly number: string }
  | { readonly kind: "failed" }
  | { readonly kind: "beside"; readonly full: boolean }
  | { readonly kind: "call" }
  | { readonly kind: "left-call"; readonly why: LeftWhy | "elsewhere" }
  | { readonly kind: "ended"; readonly reason: EndReason }
  | { readonly kind: "gone"; readonly how: "left" | "done" }
  | { readonly kind: "refused"; readonly code: Code }
  | { readonly kind: "over"; readonly why: OverWhy }
  /** `was` is what was last confirmed. */
  | { readonly kind: "lost"; readonly was: Screen; readonly server: boolean };

export type OverWhy = "signed-out" | "denied" | "no-queue" | "replaced" | "outdated" | "fault";

const OVER: Readonly<Record<number, OverWhy>> = {
  [CLOSE.SIGNED_OUT]: "signed-out",
  [CLOSE.DENIED]: "denied",
  [CLOSE.GONE]: "no-queue",
  [CLOSE.REPLACED]: "replaced",
  [CLOSE.OUTDATED]: "outdated",
};

export function screenOf(facts: Facts): Screen {
  if (facts.gone) return { kind: "gone", how: facts.gone };
  if (facts.inCall) return { kind: "call" };
  const { seat } = facts;
  const moves = seat?.ended === "transferred";
  if (seat?.ended && !moves) return { kind: "ended", reason: seat.ended };
  if (facts.refused && !moves) return { kind: "refused", code: facts.refused };
  if (facts.over !== null) return { kind: "over", why: OVER[facts.over] ?? "fault" };
  const known = placed(facts);
  if (facts.contact === "lost") return { kind: "lost", was: known, server: false };
  if (facts.contact === "unconfirmed") return { kind: "lost", was: known, server: true };
  return known;
}

function placed({ seat, callOver, slow }: Facts): Screen {
  if (!seat) return { kind: "opening", slow };
  if (seat.ended) return { kind: "moving", to: seat.goes_on_in };
  if (seat.parked) return { kind: "parked" };
  if (seat.stage === "waiting") return { kind: "waiting" };
  if (seat.stage === "expected") return { kind: "opening", slow };
  return seat.called ? called(seat, callOver) : { kind: "beside", full: seat.full };
}

function called(seat: Seat, callOver: LeftWhy | null): Screen {
  if (seat.conference === "failed") return { kind: "failed" };
  if (seat.phone) return byPhone(seat, seat.phone);
  if (callOver) return { kind: "left-call", why: callOver };
  if (seat.entered || wasInside(seat)) return { kind: "left-call", why: "elsewhere" };
  return { kind: "turn", preparing: seat.conference !== "ready" };
}

function byPhone({ entered, dial_in_number }: Seat, phone: Phone): Screen {
  return { kind: "by-phone", how: entered ? "inside" : phone, number: dial_in_number };
}

/** A reload in the middle of the call: nobody else of the party is here, so it was this person inside. */
function wasInside(seat: Seat): boolean {
  return seat.stage === "in-call" && seat.party.every(({ presence }) => presence !== "connected");
}

/** Whether the person must learn of this change at once, so that the server is told it was drawn. */
export function mustKnow(before: Seat | null, after: Seat): boolean {
  return (
    before === null ||
    before.stage !== after.stage ||
    before.called !== after.called ||
    before.again !== after.again ||
    before.phone !== after.phone ||
    before.admission !== after.admission ||
    before.put_back !== after.put_back ||
    before.ended !== after.ended
  );
}
