// What the dialogs share: the card they ask about, and the way back to the board.
import { useTexts } from "../texts";
import * as sentences from "./sentences";
import { useShift } from "./shift";

/** Puts the question away. */
export function useClose(): () => void {
  const { asking } = useShift();
  return () => {
    asking.value = null;
  };
}

/** What staff call the visit a dialog is about; it may have left the board meanwhile. */
export function useTitle(visit: string): string {
  const texts = useTexts();
  const { board } = useShift();
  const card = board.value?.cards.get(visit);
  return card ? sentences.titleOf(texts, card) : texts.t("card-no-name");
}
