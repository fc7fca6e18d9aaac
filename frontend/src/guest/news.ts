// What a screen reader hears when something changed: one announcement a change, however much is new.
import type { Urgency } from "../ui";
import type { Seat } from "../wire.gen";
import { placeOf } from "./place";
import type { Screen } from "./screen";
import type { Words } from "./words";

/** What is on the screen, as far as it is told. */
export interface Shown {
  readonly screen: Screen;
  readonly seat: Seat | null;
}

export interface News {
  readonly text: string;
  readonly urgency: Urgency;
}

/** Null when nothing changed that is worth a word. `before` is null for the first drawing. */
export function newsOf(before: Shown | null, after: Shown, words: Words): News | null {
  if (!before) return null;
  const other = before.screen.kind !== after.screen.kind;
  const said = other ? arrival(before, after, words) : changes(before, after, words);
  if (!said.length) return null;
  return {
    text: said.join(" "),
    urgency: isUrgent(after.screen) ? "assertive" : "polite",
  };
}

function isUrgent(screen: Screen): boolean {
  return screen.kind === "turn" || screen.kind === "ended" || screen.kind === "over";
}

/** Another screen: its sentence, and before it that contact is back when it had been lost. */
function arrival(before: Shown, after: Shown, words: Words): string[] {
  const { screen, seat } = after;
  if (screen.kind === "call" || screen.kind === "opening") return [];
  const back = before.screen.kind === "lost" && screen.kind !== "over" ? [words.back()] : [];
  return [...back, words.headline(screen, seat), ...words.more(screen, seat)];
}

/** The same screen, and something new on it. */
function changes(before: Shown, after: Shown, words: Words): string[] {
  const { screen, seat } = after;
  const was = before.seat;
  if (!seat || !was) return [];
  if (screen.kind === "turn") return seat.again && !was.again ? [words.again()] : [];
  if (screen.kind !== "waiting") return [];
  const said: string[] = [];
  if (seat.came_from !== was.came_from) said.push(words.moved(seat));
  const place = JSON.stringify(placeOf(seat)) !== JSON.stringify(placeOf(was));
  if (place) said.push(words.headline(screen, seat));
  if (seat.seen && !was.seen) said.push(words.seen());
  if (seat.notice && seat.notice !== was.notice) said.push(words.notice(seat.notice));
  return said;
}
