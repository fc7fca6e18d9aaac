// The board as a page: the top, the line to the left, the chosen card or the call to the right, and what is asked above it.
import { useRef } from "preact/hooks";
import { useTexts } from "../texts";
import { CallFrame, type CallPart } from "./callframe";
import { Chosen } from "./chosen";
import { Dialogs } from "./dialogs";
import { useKeptFocus } from "./focus";
import { useKeys } from "./keyboard";
import { QueueLine } from "./queueline";
import { useShift } from "./shift";
import { Stale } from "./stale";
import { Tellings } from "./tellings";
import { NoticeBar, RestoringBar, Top } from "./top";

interface OverviewProps {
  /** Where the call's code comes from; a story brings its own. */
  readonly fetchCall?: () => Promise<CallPart>;
}

export function Overview({ fetchCall }: OverviewProps) {
  const shift = useShift();
  const { t } = useTexts();
  const root = useRef<HTMLDivElement | null>(null);
  useKeptFocus(root);
  useKeys(root);
  const { board, chosen, call, staleSince } = shift;
  const shape = [
    "desk",
    chosen.value !== null && "desk-chosen",
    call.value !== null && "desk-call",
    staleSince.value !== null && "desk-stale",
  ];
  return (
    <div ref={root} class={shape.filter(Boolean).join(" ")}>
      <Top />
      <Stale />
      <RestoringBar />
      <NoticeBar />
      {board.value === null ? (
        <main class="columns columns-empty">
          <p class="opening">{t("opening")}</p>
        </main>
      ) : (
        <main class="columns">
          <QueueLine board={board.value} />
          {call.value && (
            <CallFrame
              key={call.value.pass.tag}
              inCall={call.value}
              {...(fetchCall && { fetch: fetchCall })}
            />
          )}
          <Chosen board={board.value} />
        </main>
      )}
      <Tellings />
      <Dialogs />
    </div>
  );
}
