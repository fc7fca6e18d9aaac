// A shift that is really on: feed, watch, claims and answers, tied to what the board shows.
import { effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { browserPorts, newTab } from "../browser";
import { timeOfDay } from "../clock";
import type { Texts } from "../texts";
import type { Announcer } from "../ui";
import type { BoardCommand, Code, NotDone } from "../wire.gen";
import type { Api, Me, Named, Unit } from "./api";
import { newAsks } from "./asks";
import { newClaims } from "./claims";
import { openFeed } from "./feed";
import * as sentences from "./sentences";
import type { Asking, Choices, InCall, Shift } from "./shift";
import { newBell } from "./sound";
import { newTakenIn } from "./takenin";
import { newTelling } from "./telling";
import { wakeful } from "./wakeful";
import { newWatch } from "./watch";

/** The answers to "let me in" that mean there is no call any more. */
const OVER: readonly Code[] = ["ended", "not-admitted", "not-found"];

export interface Duty {
  readonly unit: Unit;
  readonly queue: Named;
  readonly api: Api;
  readonly me: Signal<Me>;
  readonly texts: ReadonlySignal<Texts>;
  readonly announcer: Announcer;
  readonly expired: Signal<boolean>;
  readonly choices: Signal<Choices>;
  speak(locale: Texts["locale"]): void;
  signedIn(): Promise<void>;
  signOut(): void;
  go(queue: string | null): void;
}

/** Begins the shift; `close` ends it and lets everything go. Long, because it only ties ends together. */
export function beginShift(duty: Duty): Shift & { close(): void } {
  const { queue, api, me, texts, announcer, expired, choices } = duty;
  const ports = wakeful(browserPorts(`/wire/staff/${queue.id}`));
  const chosen = signal<string | null>(null);
  const picked = signal<readonly string[] | null>(null);
  const patience = signal<ReadonlyMap<string, number>>(new Map());
  const asking = signal<Asking | null>(null);
  const entering = signal<string | null>(null);
  const call = signal<InCall | null>(null);
  const bell = newBell();
  const feed = openFeed({
    locale: texts.value.locale,
    tab: newTab(),
    ports,
    ownNow: Date.now,
    drawn(before, after) {
      watch.drawn(before, after);
      claims.drawn(before, after);
    },
    signedOut: () => {
      expired.value = true;
    },
  });
  const { board, line } = feed;
  const telling = newTelling(announcer, ports.later);
  const asks = newAsks((command) => line.ask(command), ports.later);
  const watch = newWatch({
    queueName: queue.name,
    me,
    texts,
    choices,
    chosen,
    board,
    announcer,
    bell,
  });
  const claims = newClaims({ board, me, chosen, ask: (command) => void asks.ask(command) });

  const refused = (why: NotDone) => {
    if (why.code === "not-signed-in") expired.value = true;
    else telling.say("warning", sentences.refusal(texts.value, why, feed.serverNow()));
  };

  async function ask(command: BoardCommand): Promise<boolean> {
    const before = "visit" in command ? board.value?.cards.get(command.visit) : undefined;
    const answer = await asks.ask(command);
    if (answer?.type === "Refused") refused(answer);
    if (answer?.type !== "Done") return false;
    const text = sentences.done(texts.value, command, before);
    const undo = command.type === "Remove" ? command.visit : undefined;
    if (text) telling.say("success", text, undo);
    return true;
  }

  // Said once when the board goes stale, and once when it is true again.
  let stale = false;
  const stopStale = effect(() => {
    const since = feed.staleSince.value;
    if (stale === (since !== null)) return;
    stale = since !== null;
    const { t, locale } = texts.peek();
    announcer.say(since ? t("stale", { time: timeOfDay(since, locale) }) : t("top-fresh"));
  });

  async function enter(visit: string): Promise<void> {
    if (entering.value || call.value) return;
    entering.value = visit;
    const answer = await line.enter(visit);
    entering.value = null;
    if (answer.type === "Pass") call.value = { visit, pass: answer };
    else refused(answer);
  }
  const takenIn = newTakenIn(board, (visit) => void enter(visit));

  line.start();
  return {
    ...duty,
    ...feed,
    chosen,
    picked,
    patience,
    asking,
    entering,
    call,
    ask,
    flights: asks.flights,
    fresh: watch.fresh,
    told: telling.told,
    say: telling.say,
    forget: telling.forget,
    deaf: bell.deaf,
    ringOnce: () => bell.ring(1),
    claim: claims.claim,
    release: claims.release,
    opId: ports.opId,
    again: () => line.retry(),
    choose(visit) {
      if (visit === chosen.value) return;
      chosen.value = visit;
      picked.value = null;
      if (visit !== null) watch.looked(visit);
      claims.chose();
    },
    enter,
    async openByPhone(command) {
      if (await ask(command)) takenIn.opened(command.visit);
    },
    async renew(visit) {
      const answer = await line.enter(visit);
      if (answer.type === "Pass") return answer;
      if (OVER.includes(answer.code)) return null;
      throw new Error("nobody can say whether the call is over");
    },
    async mute(muted) {
      const was = me.value;
      me.value = { ...was, staff: { ...was.staff, muted } };
      const reply = await api.mute(muted);
      if (reply.ok) return;
      me.value = was;
      telling.say("warning", sentences.problem(texts.value, reply.problem));
    },
    close() {
      stopStale();
      feed.close();
      bell.close();
      claims.close();
      takenIn.close();
      watch.close();
    },
  };
}
