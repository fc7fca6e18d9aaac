// Takes a colleague into the call they have opened by telephone as soon as it is ready: the telephone rings then.
import { effect, type ReadonlySignal, signal, untracked } from "@preact/signals";
import type { Board } from "../board";

export interface TakenIn {
  /** The call of this visit was opened; the board may not show it yet. */
  opened(visit: string): void;
  close(): void;
}

interface Awaited {
  readonly visit: string;
  /** The number of the admission once the board shows it, 0 until then. */
  readonly admission: number;
}

export function newTakenIn(
  board: ReadonlySignal<Board | null>,
  enter: (visit: string) => void,
): TakenIn {
  const awaited = signal<Awaited | null>(null);
  const close = effect(() => {
    const waits = awaited.value;
    const admission = waits && board.value?.cards.get(waits.visit)?.admission;
    if (!waits || (!admission && waits.admission === 0)) return;
    const isOver = !admission || (waits.admission > 0 && admission.number !== waits.admission);
    if (isOver || admission.conference === "ready") awaited.value = null;
    else if (waits.admission === 0) awaited.value = { ...waits, admission: admission.number };
    if (!isOver && admission.conference === "ready") untracked(() => enter(waits.visit));
  });
  return {
    opened(visit) {
      awaited.value = { visit, admission: 0 };
    },
    close,
  };
}
