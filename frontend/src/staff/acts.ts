// What may be done with a card by this colleague now, and the command for it.
import type { Admit, Card, CardGuest, Media } from "../wire.gen";
import type { Me } from "./api";
import { called, here } from "./party";
import type { Shift } from "./shift";

/** The strongest thing to do with a card; null when there is none. */
export type MainAct = "admit" | "enter" | "wait" | "try-again" | null;

/** Whether this colleague opens conversations; a secretary keeps the line moving and does not. */
export function treats(me: Me): boolean {
  return me.staff.role !== "secretary";
}

export function mainAct(
  card: Card,
  { me, call, staleSince }: Pick<Shift, "me" | "call" | "staleSince">,
): MainAct {
  if (!treats(me.value) || call.value !== null || staleSince.value !== null) return null;
  return strongest(card);
}

/** The same without asking who and when: what the card itself calls for. */
export function strongest(card: Card): MainAct {
  if (card.stage === "waiting") return here(card).length > 0 ? "admit" : null;
  if (card.admission === null) return null;
  const acts = { preparing: "wait", ready: "enter", failed: "try-again" } as const;
  return acts[card.admission.conference];
}

/**
 * Lets in whom the clinician picked and who is still here; nobody picked means the usual ones, which
 * the server knows best.
 */
export function admitCommand(
  card: Card,
  { picked }: Pick<Shift, "picked">,
  media: Media = "two-way",
): Admit {
  const guests = pickedHere(card, picked.value);
  return {
    type: "Admit",
    visit: card.visit,
    seen: card.revision,
    ...(guests && { guests }),
    ...(media !== "two-way" && { media }),
  };
}

/** The picked ones who are still here; null when none of them is. */
export function pickedHere(card: Card, picked: readonly string[] | null): string[] | null {
  const still = here(card).flatMap(({ guest }) => (picked?.includes(guest) ? [guest] : []));
  return still.length > 0 ? still : null;
}

/** Who would be let in now: the picked ones, else the usual ones. Shape: `places` of the call, the clinician's among them. */
export function goingIn(card: Card, picked: readonly string[] | null, places: number): CardGuest[] {
  const going = pickedHere(card, picked) ?? called(card, places);
  return card.guests.filter(({ guest }) => going.includes(guest));
}
