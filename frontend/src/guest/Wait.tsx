// The page a person waits on: one screen for each state, and what goes with it: title, sound, words aloud.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { browserPorts, newTab } from "../browser";
import { useTexts } from "../texts";
import { Announce, type Announcer, newAnnouncer } from "../ui";
import { guestApi, type Me } from "./api";
import { type Attention, Awake } from "./attention";
import { useComing } from "./coming";
import { newsOf, type Shown } from "./news";
import { Shows } from "./Shows";
import type { Screen } from "./screen";
import { Waiting } from "./waiting";
import { titleOf, wordsOf } from "./words";

export interface WaitProps {
  readonly me: Me;
  readonly attention: Attention;
}

const SECOND_MS = 1_000;

/** Screens on which the phone must not fall asleep. */
const AWAKE: readonly Screen["kind"][] = ["waiting", "moving", "turn", "lost", "beside", "call"];

export function Wait({ me: first, attention }: WaitProps) {
  const { locale } = useTexts();
  const announcer = useMemo(newAnnouncer, []);
  const awake = useMemo(() => new Awake(), []);
  const waiting = useMemo(
    () =>
      new Waiting({
        ports: browserPorts("/wire/guest"),
        locale,
        tab: newTab(),
        wall: Date.now,
        ticket: async () => (await guestApi.place()).ticket,
        afterDrawing,
      }),
    [],
  );
  const [calm, setCalm] = useState(false);
  useEffect(() => {
    void waiting.start();
    const ticking = setInterval(() => waiting.tick(), SECOND_MS);
    return () => clearInterval(ticking);
  }, [waiting]);
  const me = useMe(first, waiting);
  const screen = useComing(waiting.screen.value);
  useSpoken(screen, waiting, announcer, me.queue.name);
  useAttention(waiting, me.unit.name, attention, awake, calm, setCalm);
  useCallSoon(waiting);
  useGoodbye(waiting);
  return (
    <>
      <Announce from={announcer} />
      <Shows
        me={me}
        waiting={waiting}
        screen={screen}
        calm={calm}
        onMoment={() => setCalm(true)}
        onSound={() => void attention.try()}
      />
    </>
  );
}

/** How many may be ahead of somebody for whom the call is fetched already. */
const NEAR = 2;

function isSoon(kind: Screen["kind"], ahead: number | null): boolean {
  if (kind === "turn") return true;
  // Where places are not shown nobody knows who is next, and a phone's data is not spent on a guess.
  return kind === "waiting" && ahead !== null && ahead <= NEAR;
}

/** Whom the page belongs to; somebody who was transferred waits at another queue, perhaps another clinic. */
function useMe(first: Me, waiting: Waiting): Me {
  const [me, setMe] = useState(first);
  const from = waiting.seat.value?.came_from ?? "";
  useEffect(() => {
    // Should it fail, the place is right all the same, and a reload tells the rest.
    if (from) void guestApi.me().then(setMe, () => {});
  }, [from]);
  return me;
}

/** One announcement a change. */
function useSpoken(screen: Screen, waiting: Waiting, announcer: Announcer, queue: string): void {
  const texts = useTexts();
  const before = useRef<Shown | null>(null);
  const after: Shown = { screen, seat: waiting.seat.value };
  useEffect(() => {
    const news = newsOf(before.current, after, wordsOf(texts, queue));
    before.current = after;
    if (news) announcer.say(news.text, news.urgency);
  }, [after.screen, after.seat]);
}

function useAttention(
  waiting: Waiting,
  clinic: string,
  attention: Attention,
  awake: Awake,
  calm: boolean,
  setCalm: (calm: boolean) => void,
): void {
  const texts = useTexts();
  const screen = waiting.screen.value;
  const title = titleOf(texts, screen, waiting.seat.value, clinic);
  const calls = screen.kind === "turn" && !calm && waiting.entering.value !== "asked";
  const again = waiting.seat.value?.again ?? false;
  useEffect(() => {
    document.title = title;
    if (calls) attention.start(title, texts.t(again ? "title-turn-again" : "title-turn-now"));
    return () => attention.stop();
  }, [title, calls, again]);
  useEffect(() => {
    awake.want(AWAKE.includes(screen.kind));
    if (screen.kind !== "turn" && screen.kind !== "lost") setCalm(false);
  }, [screen.kind]);
}

async function fetchCall(): Promise<void> {
  await (await import("./CallPart")).fetchCall();
}

/** The call is fetched for the next in line, so that it is there when they press the button. */
function useCallSoon(waiting: Waiting): void {
  const texts = useTexts();
  const soon = isSoon(waiting.screen.value.kind, waiting.seat.value?.ahead ?? null);
  useEffect(() => {
    if (soon) void Promise.all([fetchCall(), texts.load("call")]).catch(() => {});
  }, [soon]);
}

/** Who has said goodbye leaves nothing behind on a shared screen. */
function useGoodbye(waiting: Waiting): void {
  const gone = waiting.screen.value.kind === "gone";
  useEffect(() => {
    if (gone) void guestApi.signOut().catch(() => {});
  }, [gone]);
}

/** Once the frame is on the glass; a hidden page draws no frames, and tells that it is hidden. */
function afterDrawing(run: () => void): void {
  if (document.visibilityState === "visible") requestAnimationFrame(() => setTimeout(run));
  else setTimeout(run);
}
