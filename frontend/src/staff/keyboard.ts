// Keys on the board: the table of keys says what is wished, and here it is done.
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import { FRONT } from "../board";
import { admitCommand, mainAct } from "./acts";
import { cardsIn, focusCard, focusChosen } from "./focus";
import { type Place, stepTo, wish } from "./keys";
import { type Shift, useShift } from "./shift";

export function useKeys(root: RefObject<HTMLElement | null>): void {
  const shift = useShift();
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => root.current && press(event, shift, root.current);
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [shift]);
}

function press(event: KeyboardEvent, shift: Shift, root: HTMLElement): void {
  const target = event.target as HTMLElement;
  const { key, repeat } = event;
  const held = event.ctrlKey || event.altKey || event.metaKey || event.isComposing;
  const where = { place: placeOf(target, shift), letters: shift.choices.value.letters };
  const found = wish({ key, repeat, held }, where);
  if (found === null) return;
  switch (found) {
    case "next":
    case "previous":
    case "first":
    case "last":
      walk(shift, root, target, found);
      break;
    case "go":
      if (!go(shift, root, target)) return;
      break;
    case "search":
      root.querySelector<HTMLInputElement>("input[type=search]")?.focus();
      break;
    case "clear":
      shift.look(FRONT);
      break;
    case "expect":
    case "keys":
      shift.asking.value = { kind: found };
  }
  event.preventDefault();
}

function placeOf(target: HTMLElement, shift: Shift): Place {
  if (shift.asking.value || shift.expired.value || target.closest("dialog")) return "dialog";
  if (target.matches("input[type=search]")) return "search";
  if (target.matches("input, textarea, select, [contenteditable]")) return "text";
  if (target.closest(".call-frame")) return "text";
  return target.matches("[data-visit]") ? "card" : "elsewhere";
}

function walk(
  shift: Shift,
  root: HTMLElement,
  from: HTMLElement,
  wished: "next" | "previous" | "first" | "last",
): void {
  const visits = cardsIn(root).map((card) => card.dataset.visit ?? "");
  const to = stepTo(visits, from.dataset.visit ?? null, wished);
  if (to === null) return;
  shift.choose(to);
  focusCard(root, to);
}

/** Enter on a card that is chosen already does the strongest thing; else the press only chooses it. */
function go(shift: Shift, root: HTMLElement, target: HTMLElement): boolean {
  const visit = target.dataset.visit;
  const card = visit ? shift.board.value?.cards.get(visit) : undefined;
  if (!card || shift.chosen.value !== card.visit) return false;
  switch (mainAct(card, shift)) {
    case "admit":
      void shift.ask(admitCommand(card, shift)).then((done) => done && focusChosen(root));
      return true;
    case "enter":
      void shift.enter(card.visit);
      return true;
    default:
      return false;
  }
}
