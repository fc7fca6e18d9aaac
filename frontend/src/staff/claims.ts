// "I am looking at this one": said a moment after a card was chosen, kept up while somebody is there, and let go.
import type { ReadonlySignal } from "@preact/signals";
import type { Board } from "../board";
import type { BoardCommand, Card } from "../wire.gen";
import type { Me } from "./api";

/** Units: milliseconds. Walking past cards with the arrow keys claims none of them. */
const DWELL_MS = 700;
/** Units: milliseconds. A claim is said again after so long, if the person has done something since. */
const AGAIN_MS = 150_000;

export interface Claims {
  /** Another card was chosen, or none. */
  chose(): void;
  /** The board has changed; whoever is chosen may have come to the line by it. */
  drawn(before: Board | null, after: Board): void;
  /** Claims the chosen card now. */
  claim(): void;
  /** Lets go of whatever is claimed, and does not claim it again by looking on. */
  release(): void;
  close(): void;
}

interface Ports {
  readonly board: ReadonlySignal<Board | null>;
  readonly me: ReadonlySignal<Me>;
  readonly chosen: ReadonlySignal<string | null>;
  readonly ask: (command: BoardCommand) => void;
}

/** Whether choosing this card tells its people that the clinic has seen them. The first to look stays the one who looks. */
export function claimable(card: Card | undefined, me: string): card is Card {
  if (card?.stage !== "waiting") return false;
  return card.claim === null || card.claim.by === me;
}

export function newClaims({ board, me, chosen, ask }: Ports): Claims {
  const ends = new AbortController();
  let held: string | null = null;
  let dwell: ReturnType<typeof setTimeout> | undefined;
  let active = false;
  for (const gesture of ["pointerdown", "keydown"]) {
    document.addEventListener(gesture, () => (active = true), { signal: ends.signal });
  }
  const mine = () =>
    [...(board.value?.cards.values() ?? [])].find((card) => card.claim?.by === me.value.staff.id);
  const claim = () => {
    const card = chosen.value === null ? undefined : board.value?.cards.get(chosen.value);
    if (!claimable(card, me.value.staff.id)) return release();
    held = card.visit;
    ask({ type: "ClaimVisit", visit: card.visit });
  };
  const release = () => {
    held = null;
    const card = mine();
    if (card) ask({ type: "ReleaseClaim", visit: card.visit });
  };
  const again = setInterval(() => {
    if (active && held !== null && held === chosen.value && !document.hidden) claim();
    active = false;
  }, AGAIN_MS);
  const chose = () => {
    clearTimeout(dwell);
    dwell = setTimeout(claim, DWELL_MS);
  };
  return {
    chose,
    drawn(before, after) {
      const visit = chosen.value;
      if (visit === null) return;
      const waits = (board: Board | null) => board?.cards.get(visit)?.stage === "waiting";
      if (waits(after) && !waits(before)) chose();
    },
    claim,
    release,
    close() {
      clearTimeout(dwell);
      clearInterval(again);
      ends.abort();
    },
  };
}
