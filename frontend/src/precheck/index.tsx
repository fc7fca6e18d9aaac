// The door of the pre-check: a panel in which a person tests their camera, sound and connection.
import "./precheck.css";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { type Texts, useTexts } from "../texts";
import { Announce, newAnnouncer } from "../ui";
import { type Audience, ForWhom } from "./audience";
import { ports } from "./browser";
import { type Asked, Checking, type State } from "./checking";
import { Mirror } from "./Mirror";
import { Failed, Result } from "./Result";
import { Running } from "./Running";
import type { Ticket } from "./run";
import { type Last, Start } from "./Start";
import type { Verdict } from "./talk.gen";
import { playTone } from "./tone";

export type { Last, Ticket };

export interface PreCheckProps {
  readonly audience: Audience;
  /** Asks for what opens a check. */
  readonly ticket: () => Promise<Ticket>;
  readonly onDone?: (verdict: Verdict) => void;
  readonly last?: Last | null;
  /** Whether another line to us is open now, as where somebody waits. */
  readonly live?: () => boolean;
  /** Plays the sound that calls a person in; without it three tones are played. */
  readonly play?: () => void;
}

/** A check that runs ends with the panel, and the camera goes out. */
export function PreCheck(props: PreCheckProps) {
  const texts = useTexts();
  const announcer = useMemo(newAnnouncer, []);
  const checking = useMemo(
    () =>
      new Checking({
        ports,
        audience: props.audience,
        ticket: props.ticket,
        live: props.live ?? (() => false),
        onDone: (verdict) => props.onDone?.(verdict),
      }),
    [],
  );
  const play = props.play ?? playTone;
  const state = checking.state.value;
  const asked = checking.asked.value;
  useEffect(() => () => checking.close(), [checking]);
  useEffect(() => {
    if (asked === "asked") play();
  }, [asked]);
  const said = saidOf(texts, state, asked);
  useEffect(() => {
    if (said) announcer.say(said);
  }, [said]);
  const panel = useFocus(state.at);
  return (
    <div class="check" ref={panel} tabIndex={-1}>
      <Announce from={announcer} />
      <ForWhom.Provider value={props.audience}>
        <Panel {...props} checking={checking} play={play} ofTurn={props.play !== undefined} />
      </ForWhom.Provider>
    </div>
  );
}

/** What was pressed is gone with its screen: who goes by the keyboard goes on in the next one. */
function useFocus(at: State["at"]) {
  const panel = useRef<HTMLDivElement>(null);
  const before = useRef(at);
  useEffect(() => {
    const wasHere = document.activeElement === document.body || at === "running";
    if (before.current !== at && wasHere) panel.current?.focus({ preventScroll: true });
    before.current = at;
  }, [at]);
  return panel;
}

interface PanelProps extends PreCheckProps {
  readonly checking: Checking;
  readonly play: () => void;
  readonly ofTurn: boolean;
}

function Panel({ checking, audience, last, play, ofTurn }: PanelProps) {
  const state = checking.state.value;
  const start = () => checking.start();
  switch (state.at) {
    case "running":
      return (
        <Running
          state={state}
          own={checking.own.value}
          level={checking.level}
          asked={checking.asked.value}
          ofTurn={ofTurn}
          devices={audience !== "network"}
          onPlay={play}
          onAnswer={(speaker) => checking.answer(speaker)}
          onStop={() => checking.stop()}
        />
      );
    case "judged":
      return (
        <>
          <Result verdict={state.verdict} when={state.when} onAgain={start} />
          {audience !== "network" && <Mirror />}
        </>
      );
    case "failed":
      return <Failed why={state.why} onAgain={start} />;
    default:
      return (
        <>
          <Start last={last ?? null} onStart={start} />
          {audience !== "network" && <Mirror />}
        </>
      );
  }
}

/** What is said aloud: a question, and how it ended. */
function saidOf({ t }: Texts, state: State, asked: Asked): string {
  if (state.at === "running") return asked === "asked" ? t("check-hear") : "";
  if (state.at === "failed") {
    if (state.why === "offline") return t("cause-net-offline");
    return t(state.why === "blocked" ? "cause-ws-blocked" : `check-failed-${state.why}`);
  }
  if (state.at !== "judged") return "";
  const { outcome, causes } = state.verdict;
  const first = causes[0];
  const title = `${t(`outcome-${outcome}`)}.`;
  return first ? `${title} ${t(`cause-${first}`)} ${t(`cause-${first}-do`)}` : title;
}
