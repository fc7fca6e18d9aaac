// What the board offers inside the call: who is expected there, who can be brought in or rung up, and the ways out.
import type { CallProps, Other, Reachable } from "../call/types";
import type { Texts } from "../texts";
import type { BoardCommand, Card, CardGuest, Head } from "../wire.gen";
import { canFollow } from "./party";
import { mayRing } from "./phone";
import * as sentences from "./sentences";

/** Asks, and tells whether it was done. */
type Ask = (command: BoardCommand) => Promise<boolean>;

/** Who of the party was let in. */
export function othersOf(card: Card | undefined): Other[] {
  return (card?.guests ?? [])
    .filter(({ called }) => called)
    .map(({ name, role, entered_at, left_at }) => ({
      name,
      role,
      here: entered_at !== null && left_at === null,
    }));
}

export function offersOf(
  texts: Texts,
  card: Card,
  head: Head,
  ask: Ask,
): Required<Pick<CallProps, "bringIn" | "ringUp" | "onHold">> {
  const { visit } = card;
  const one = ({ guest, role }: CardGuest, name: string, command: BoardCommand): Reachable => ({
    key: guest,
    role,
    name,
    act: () => done(ask(command)),
  });
  return {
    bringIn: canFollow(card, head.call_places).map((guest) =>
      one(guest, sentences.nameOf(texts, guest), {
        type: "AdmitGuest",
        visit,
        guest: guest.guest,
      }),
    ),
    ringUp: card.guests
      .filter((guest) => mayRing(card, guest, head))
      .map((guest) =>
        one(guest, sentences.nameOf(texts, guest), {
          type: "AdmitByPhone",
          visit,
          guest: guest.guest,
          ring: true,
        }),
      ),
    onHold: () => done(ask({ type: "PutBack", visit })),
  };
}

/** The board has told why it was not done; the call only needs to know that it was not. */
async function done(asked: Promise<boolean>): Promise<void> {
  if (!(await asked)) throw new Error("it was not done");
}
