// The left side: the line, next one first, with search, and the other groups of the queue below it.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import {
  type Board,
  beyond,
  canGoFurther,
  FRONT,
  further,
  nearer,
  onShelf,
  places,
  STEP,
  seeking,
} from "../board";
import { useTexts } from "../texts";
import { Button, Icon } from "../ui";
import { Cards } from "./card";
import { GroupLinks, Groups } from "./groups";
import { Searched } from "./searched";
import { useShift } from "./shift";

export function QueueLine({ board }: { readonly board: Board }) {
  const { t } = useTexts();
  const { sight } = useShift();
  return (
    <section class="queue" aria-labelledby="line-title">
      <div class="queue-head">
        <h2 id="line-title" tabIndex={-1} data-keep="line">
          {t("line-title")}
        </h2>
        <Search />
      </div>
      {sight.value.search ? (
        <Searched board={board} />
      ) : (
        <div class="queue-body">
          <Line board={board} />
          <Groups board={board} />
        </div>
      )}
      {!sight.value.search && <GroupLinks board={board} />}
    </section>
  );
}

/** Units: milliseconds. A search waits until the fingers rest. */
const REST_MS = 250;

function Search() {
  const { t } = useTexts();
  const { sight, look } = useShift();
  const text = useSignal(sight.value.search);
  const rest = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  // Cleared from elsewhere, such as by Escape.
  useEffect(() => {
    if (sight.value.search === "" && rest.current === undefined) text.value = "";
  }, [sight.value.search]);
  const seek = (value: string, wait: number) => {
    text.value = value;
    clearTimeout(rest.current);
    rest.current = setTimeout(() => {
      rest.current = undefined;
      look(seeking(value));
    }, wait);
  };
  return (
    <search class="search">
      <Icon name="search" />
      <input
        class="input"
        type="search"
        aria-label={t("line-search-label")}
        placeholder={t("line-search")}
        value={text.value}
        onInput={(event) => seek(event.currentTarget.value, REST_MS)}
        onKeyDown={(event) => event.key === "Escape" && seek("", 0)}
      />
      <span class="key" aria-hidden="true">
        /
      </span>
    </search>
  );
}

function Line({ board }: { readonly board: Board }) {
  const cards = onShelf(board, "line");
  const at = places(board);
  if (board.head.waiting === 0) return <Empty open={board.head.open} />;
  return (
    <>
      <Before board={board} />
      <Cards cards={cards} places={at} />
      <Behind board={board} />
    </>
  );
}

function Before({ board }: { readonly board: Board }) {
  const { t } = useTexts();
  const { look } = useShift();
  const { before } = beyond(board.sight, board.head);
  if (before === 0) return null;
  return (
    <div class="beyond">
      <p>{t("line-more-before", { count: before })}</p>
      <Button size="small" onPress={() => look(nearer(board.sight))}>
        {t("line-nearer")}
      </Button>
      <Button size="small" onPress={() => look(FRONT)}>
        {t("line-front")}
      </Button>
    </div>
  );
}

function Behind({ board }: { readonly board: Board }) {
  const { t } = useTexts();
  const { look } = useShift();
  const { after } = beyond(board.sight, board.head);
  if (!canGoFurther(board.sight, board.head)) return null;
  return (
    <div class="beyond">
      <p>{t("line-more-behind", { count: after })}</p>
      <Button size="small" onPress={() => look(further(board.sight))}>
        {t("line-further", { count: Math.min(after, STEP) })}
      </Button>
    </div>
  );
}

function Empty({ open }: { readonly open: boolean }) {
  const { t } = useTexts();
  const { me } = useShift();
  const heard = me.value.staff.muted ? "line-empty-muted" : "line-empty-open";
  return (
    <div class="empty">
      <p class="empty-title">{t("line-empty-title")}</p>
      <p>{t(open ? heard : "line-empty-closed")}</p>
    </div>
  );
}
