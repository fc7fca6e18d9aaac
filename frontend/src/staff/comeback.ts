// The call stands in the address while one is in it, so that a page that is loaded again is back in it.
import { effect } from "@preact/signals";
import { inHash } from "./place";
import type { Shift } from "./shift";

type Part = Pick<Shift, "board" | "call" | "contact" | "enter" | "queue">;

/** Keeps the address true; `write` puts its last part in place. Gives a function that ends it. */
export function keepInAddress(shift: Part, write: (hash: string) => void): () => void {
  return effect(() => {
    const call = shift.call.value;
    write(inHash(shift.queue.id, call?.visit, call !== null));
  });
}

/** Goes back into the call of this visit once the board says that it still can be entered. */
export function comeBack(shift: Part, visit: string): void {
  let over = false;
  const stop = effect(() => {
    const board = shift.board.value;
    if (!board || over) return;
    over = true;
    const isReady = board.cards.get(visit)?.admission?.conference === "ready";
    if (isReady) queueMicrotask(() => void shift.enter(visit));
  });
  if (over) stop();
}
