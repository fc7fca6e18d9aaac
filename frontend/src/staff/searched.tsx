// What a search found, on any shelf of the queue, each with the words for where it stands.
import { type Board, beyond, canGoFurther, further, onShelf } from "../board";
import { useTexts } from "../texts";
import { Button } from "../ui";
import { SHELF_VALUES } from "../wire.gen";
import { Cards } from "./card";
import { useShift } from "./shift";

export function Searched({ board }: { readonly board: Board }) {
  const { t } = useTexts();
  const { look, sight } = useShift();
  const cards = SHELF_VALUES.flatMap((shelf) => onShelf(board, shelf));
  const { after } = beyond(board.sight, board.head);
  const answered = board.sight.search !== "";
  return (
    <div class="queue-body">
      <p class="found" role="status">
        {answered && t("line-found", { count: board.head.found, text: board.sight.search })}
      </p>
      {answered && <Cards cards={cards} />}
      {canGoFurther(board.sight, board.head) && (
        <Button size="small" onPress={() => look(further(sight.value))}>
          {t("line-further", { count: after })}
        </Button>
      )}
      {after > 0 && !canGoFurther(board.sight, board.head) && <p>{t("line-narrow")}</p>}
    </div>
  );
}
