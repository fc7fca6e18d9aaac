// The focus stays where the person put it, also when what they stand on moves, changes or goes.
import { useSignalEffect } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useShift } from "./shift";

/** Elements say with `data-keep` what they are: "card:<visit>", a part of the chosen card, or a heading. */
const KEEP = "data-keep";

const FOCUSABLE = "button, a, input, select, textarea, summary";

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

/**
 * Moves the focus to the way into the call, else to the chosen card's heading. Never to "let in":
 * whoever presses Enter twice must not do what they did not mean.
 */
export function focusChosen(root: ParentNode): void {
  const goIn = root.querySelector<HTMLElement>(`[${KEEP}=go-in] button`);
  (goIn ?? titleOf(root, "title"))?.focus({ preventScroll: true });
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
        const target = event.target as HTMLElement;
        // A dialog gives the focus back to where it was.
        if (!target.closest("dialog")) standing.current = standingOf(element, target);
      },
      { signal },
    );
    // A press on nothing in particular lets go; a card that is taken away under the focus does not.
    element.addEventListener(
      "pointerdown",
      (event) => {
        if (!(event.target as HTMLElement).closest(FOCUSABLE)) standing.current = null;
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
  if (key === "let-in" || key === "go-in") return focusChosen(root);
  if (!key.startsWith("card:")) return titleOf(root, "title")?.focus({ preventScroll: true });
  const cards = cardsIn(root);
  const kept = cards.find((card) => card.getAttribute(KEEP) === key);
  const next = kept ?? cards[Math.min(index, cards.length - 1)] ?? titleOf(root, "line");
  next?.focus({ preventScroll: true });
}

function titleOf(root: ParentNode, part: "title" | "line"): HTMLElement | null {
  return root.querySelector<HTMLElement>(`[${KEEP}=${part}]`);
}
