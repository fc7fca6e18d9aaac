// The groups below the line, folded when they are long, and the row of figures that leads to each.
import type { Board } from "../board";
import { type Key, useTexts } from "../texts";
import { Cards } from "./card";
import { GROUPS, type Group, inGroup, size } from "./shelves";

const HINTS: Partial<Record<Group, Key>> = {
  unseen: "group-unseen-hint",
  parked: "group-parked-hint",
};

/** Groups that somebody waits for something in stand open; the others open on a press. */
const OPEN: readonly Group[] = ["admitted", "expected", "parked", "unseen"];

export function Groups({ board }: { readonly board: Board }) {
  return (
    <>
      {GROUPS.filter((group) => size(board, group) > 0).map((group) => (
        <GroupBox key={group} group={group} board={board} />
      ))}
    </>
  );
}

function GroupBox({ group, board }: { readonly group: Group; readonly board: Board }) {
  const { t } = useTexts();
  const cards = inGroup(board, group);
  const hint = HINTS[group];
  return (
    <details class={`group group-${group}`} id={`group-${group}`} open={OPEN.includes(group)}>
      <summary>
        <h3>
          {t(`group-${group}`)} <span class="group-count">{size(board, group)}</span>
        </h3>
      </summary>
      {hint && <p class="muted">{t(hint)}</p>}
      <Cards cards={cards} />
      {size(board, group) > cards.length && <p class="muted">{t("group-newest")}</p>}
    </details>
  );
}

/** The figures of all groups, always in sight; each leads to its group and opens it. */
export function GroupLinks({ board }: { readonly board: Board }) {
  const { t } = useTexts();
  const groups = GROUPS.filter((group) => size(board, group) > 0);
  if (groups.length === 0) return null;
  return (
    <nav class="group-links" aria-label={t("groups-label")}>
      {groups.map((group) => (
        <button
          key={group}
          type="button"
          class={`group-link group-link-${group}`}
          onClick={(event) => {
            const box = event.currentTarget.ownerDocument.getElementById(`group-${group}`);
            if (!(box instanceof HTMLDetailsElement)) return;
            box.open = true;
            box.scrollIntoView({ block: "start", behavior: "smooth" });
            box.querySelector("summary")?.focus({ preventScroll: true });
          }}
        >
          {t(`group-${group}`)} {size(board, group)}
        </button>
      ))}
    </nav>
  );
}
