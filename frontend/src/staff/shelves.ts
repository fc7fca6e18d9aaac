// The groups of the board below the line, and what may still be undone; pure.
import type { Board } from "../board";
import { onShelf } from "../board";
import type { Card, EndReason } from "../wire.gen";

export type Group = "admitted" | "expected" | "parked" | "unseen" | "ended";

export const GROUPS: readonly Group[] = ["admitted", "expected", "parked", "unseen", "ended"];

/** Endings in which nobody met the person: somebody may want to call back. */
const WITHOUT: readonly EndReason[] = ["left", "no-show", "expired", "closed"];

/** Whether somebody came to the line, or was expected, and went without ever being let in. */
export function leftUnseen(card: Card): boolean {
  return card.ended !== null && card.admissions === 0 && WITHOUT.includes(card.ended.reason);
}

/** The cards of a group, in the order in which they stand. */
export function inGroup(board: Board, group: Group): Card[] {
  if (group === "unseen") return onShelf(board, "ended").filter(leftUnseen);
  if (group === "ended") return onShelf(board, "ended").filter((card) => !leftUnseen(card));
  return onShelf(board, group);
}

/**
 * How many stand in a group, counted in the whole queue. The board shows the newest of the ended
 * ones only: the unseen among the rest are counted as ended.
 */
export function size(board: Board, group: Group): number {
  const unseen = (): number => inGroup(board, "unseen").length;
  switch (group) {
    case "admitted":
      return board.head.admitted;
    case "expected":
      return board.head.expected;
    case "parked":
      return board.head.parked;
    case "unseen":
      return unseen();
    case "ended":
      return Math.max(0, board.head.ended - unseen());
  }
}

/** Whether the ending can still be taken back. */
export function canUndo(card: Card, now: number): boolean {
  const until = card.ended?.undo_until;
  return until != null && Date.parse(until) > now;
}
