// The focus stays where the person put it, also when what they stand on moves, changes or goes.
import { useSignalEffect } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useShift } from "./shift";

/** Elements say with `data-keep` what they are: "card:<visit>", or a part of the chosen card. */
const KEEP = "data-keep";

interface Standing {
  readonly key: string;
  /** Where among the cards it stood, so that its neighbour can take the focus when it goes. */
  readonly index: number;
}

/** All cards in sight, in the order in which the arrow keys walk. */
export function cardsIn(root: ParentNode): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>("[data-visit]")].filter(
    (card) => card.getClientRects().length > 0,
  );
}

/** Puts the focus on a card, and the card in sight. */
export function focusCard(root: ParentNode, visit: string): void {
  root.querySelector<HTMLElement>(`[data-visit="${CSS.escape(visit)}"]`)?.focus();
}

/** Moves the focus to the strongest action of the chosen card, or to its heading. */
export function focusChosen(root: ParentNode): void {
  const action = root.querySelector<HTMLElement>("[data-keep=main] button, [data-keep=title]");
  action?.focus();
}

export function useKeptFocus(root: RefObject<HTMLElement | null>): void {
  const { board, chosen, call } = useShift();
  const standing = useRef<Standing | null>(null);

  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const ends = new AbortController();
    const { signal } = ends;
    element.addEventListener(
      "focusin",
      (event) => {
        standing.current = standingOf(element, event.target as HTMLElement);
      },
      { signal },
    );
    // A press on nothing in particular lets go; a card that is taken away under the focus does not.
    element.addEventListener(
      "pointerdown",
      (event) => {
        if (!(event.target as HTMLElement).closest(`[${KEEP}]`)) standing.current = null;
      },
      { signal },
    );
    return () => ends.abort();
  }, []);

  useSignalEffect(() => {
    board.value;
    chosen.value;
    call.value;
    // After the drawing that this change sets off.
    requestAnimationFrame(() => {
      if (root.current && standing.current) restore(root.current, standing.current);
    });
  });
}

function standingOf(root: HTMLElement, target: HTMLElement): Standing | null {
  const kept = target.closest<HTMLElement>(`[${KEEP}]`);
  if (!kept) return null;
  return { key: kept.getAttribute(KEEP) ?? "", index: cardsIn(root).indexOf(kept) };
}

function restore(root: HTMLElement, { key, index }: Standing): void {
  const now = document.activeElement;
  if (now && now !== document.body) return;
  const kept = root.querySelector<HTMLElement>(`[${KEEP}="${CSS.escape(key)}"]`);
  const cards = cardsIn(root);
  if (key.startsWith("card:")) {
    const next = kept ?? cards[Math.min(index, cards.length - 1)] ?? title(root);
    return next?.focus({ preventScroll: true });
  }
  focusChosen(root);
}

function title(root: HTMLElement): HTMLElement | null {
  return root.querySelector<HTMLElement>("[data-keep=line]");
}
