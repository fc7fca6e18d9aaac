// Plain sentences out of codes and facts; every key is checked by the types. Pure.
import type { Board } from "../board";
import { timeOfDay } from "../clock";
import type { Key, Texts } from "../texts";
import type { BoardCommand, Card, CardGuest, LastCheck, NotDone } from "../wire.gen";
import { age } from "./age";
import type { Fact, Problem } from "./api";
import type { News } from "./news";
import { principal } from "./party";
import type { Receipt } from "./receipts";

/** How long somebody has waited: "nu", "31 min", "2 t 5 min". */
export function span({ t }: Texts, minutes: number): string {
  if (minutes < 1) return t("now");
  if (minutes < 60) return t("minutes", { minutes });
  return t("hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** What staff call somebody. */
export function nameOf({ t }: Texts, guest: CardGuest | null): string {
  return guest?.name || t("card-no-name");
}

/** What staff call a visit: the name of whom it is about. */
export function titleOf(texts: Texts, card: Card): string {
  return nameOf(texts, principal(card));
}

/** Units: milliseconds. What is younger happened "a moment ago". */
const MOMENT_MS = 60_000;

/** When somebody did something: "for et øjeblik siden", then "kl. 10.42"; nothing when it is not known. */
function when({ t, locale }: Texts, at: string | null, now: number): string {
  if (at === null) return "";
  if (Math.abs(now - Date.parse(at)) < MOMENT_MS) return t("moments-ago");
  return t("at-time", { time: timeOfDay(at, locale) });
}

/** Why the server said no, and what to do now. */
export function refusal(texts: Texts, why: NotDone, now: number): string {
  const args = { name: why.name || "none", time: when(texts, why.at, now) };
  return texts.t(`refused-${why.code}`, args).replace(/ +([.,])/g, "$1");
}

/** Why a form was not taken. */
export function problem({ t }: Texts, { code, retryS }: Problem): string {
  if (code === "too-many-tries" && retryS > 0) {
    return t("signin-too-many", { minutes: Math.ceil(retryS / 60) });
  }
  return t(`refused-${code}`, { name: "none", time: "" });
}

/** Several people in one breath: "Anna Test og Mand Test". */
export function listed(texts: Texts, guests: readonly CardGuest[]): string {
  const names = guests.map((guest) => nameOf(texts, guest));
  return new Intl.ListFormat(texts.locale).format(names);
}

/** What a receipt says: "Så det 10.42". */
export function receipt({ t, locale }: Texts, { step, at }: Receipt): string {
  return t(`state-${step}`, { time: timeOfDay(at, locale) });
}

export function presence({ t, locale }: Texts, guest: CardGuest): string {
  return t(`presence-${guest.presence}`, { time: timeOfDay(guest.since, locale) });
}

export function ended({ t, locale }: Texts, card: Card): string {
  if (!card.ended) return "";
  const { reason, at, to } = card.ended;
  return t(`ended-${reason}`, { time: timeOfDay(at, locale), to: to || "none" });
}

/** How a call will be, and the worst thing that was found: "Kun lyd: intet kamera". */
export function checked(texts: Texts, check: LastCheck): string {
  const outcome = texts.t(`check-${check.outcome}`);
  const [worst] = check.outcome === "good" ? [] : causes(texts, check);
  return worst ? `${outcome}: ${worst}` : outcome;
}

/** All that was found, worst first, each to stand inside a sentence. */
export function causes({ t, locale }: Texts, check: Pick<LastCheck, "causes">): string[] {
  return check.causes.map((cause) => {
    const words = t(`check-cause-${cause}`);
    return words.charAt(0).toLocaleLowerCase(locale) + words.slice(1);
  });
}

/** The same words at the beginning of a sentence. */
export function capital(words: string, { locale }: Texts): string {
  return words.charAt(0).toLocaleUpperCase(locale) + words.slice(1);
}

/** "testet for 4 min siden". */
export function checkedAgo({ t }: Texts, { at }: LastCheck, now: number): string {
  const { minutes } = age(at, now);
  if (minutes < 1) return t("check-now");
  if (minutes < 60) return t("check-minutes", { minutes });
  return t("check-hours", { hours: Math.floor(minutes / 60) });
}

/** What a command did, once it is done, to the card as it was before; empty when it shows by itself. */
export function done(texts: Texts, command: BoardCommand, before: Card | undefined): string {
  const name = before ? titleOf(texts, before) : texts.t("card-no-name");
  const key = doneKey(command, before);
  return key ? texts.t(key, { name }) : "";
}

function doneKey(command: BoardCommand, before: Card | undefined): Key | null {
  if (command.type === "Remove" && before?.shelf === "expected") return "told-cancelled";
  return DONE[command.type];
}

const DONE: Readonly<Record<BoardCommand["type"], Key | null>> = {
  Admit: "told-admitted",
  AdmitGuest: "told-admitted-guest",
  AdmitByPhone: null,
  Transfer: "told-transferred",
  PutBack: "told-put-back",
  MoveUp: "told-moved-up",
  MoveBack: "told-moved-back",
  Remove: "told-removed",
  Reinstate: "told-reinstated",
  End: "told-ended",
  OpenQueue: "told-opened",
  CloseQueue: "told-closed",
  WithdrawNotice: "told-notice-gone",
  TryAgain: null,
  ClaimVisit: null,
  ReleaseClaim: null,
};

/** What one change of the board was about; `title` names a visit. */
export function newsSaid(texts: Texts, said: News, title: (visit: string) => string): string {
  const { t } = texts;
  switch (said.kind) {
    case "arrived":
      return t("news-arrived", { name: title(said.visit) });
    case "arrived-many":
      return t("news-arrived-many", { count: said.count });
    case "admitted":
      return t("news-admitted", { by: said.by, name: title(said.visit) });
    case "not-reached":
      return t("news-not-reached", { name: title(said.visit) });
    case "step":
      return t("news-state", { name: title(said.visit), state: receipt(texts, said.receipt) });
  }
}

/** The title of the page: who has come unseen goes before how many wait. */
export function pageTitle(
  { t }: Texts,
  queue: string,
  board: Board | null,
  unseen: number,
): string {
  if (unseen > 0) return t("staff-title-new", { new: unseen, queue });
  return board ? t("staff-title", { queue, waiting: board.head.waiting }) : queue;
}

const HISTORY = {
  VisitExpected: "history-visit-expected",
  GuestInvited: "history-guest-invited",
  VisitArrived: "history-visit-arrived",
  GuestArrived: "history-guest-arrived",
  GuestReadied: "history-guest-readied",
  GuestConnected: "history-guest-connected",
  GuestWentAway: "history-guest-went-away",
  GuestLeft: "history-guest-left",
  VisitParked: "history-visit-parked",
  VisitClaimed: "history-visit-claimed",
  ClaimEnded: "history-claim-ended",
  VisitMovedUp: "history-visit-moved-up",
  VisitMovedBack: "history-visit-moved-back",
  VisitAdmitted: "history-visit-admitted",
  GuestAdmitted: "history-guest-admitted",
  ConferenceReady: "history-conference-ready",
  ConferenceFailed: "history-conference-failed",
  ConferenceRetried: "history-conference-retried",
  GuestTold: "history-guest-told",
  GuestSaw: "history-guest-saw",
  GuestEntered: "history-guest-entered",
  GuestLeftCall: "history-guest-left-call",
  GuestPhoned: "history-guest-phoned",
  PhoneUnanswered: "history-phone-unanswered",
  StaffJoinedCall: "history-staff-joined-call",
  StaffLeftCall: "history-staff-left-call",
  GuestCalledAgain: "history-guest-called-again",
  GuestTexted: "history-guest-texted",
  GuestChecked: "history-guest-checked",
  GuestNotReached: "history-guest-not-reached",
  VisitReceived: "history-visit-received",
  VisitRestored: "history-visit-restored",
  VisitPutBack: "history-visit-put-back",
  VisitEnded: "history-visit-ended",
  VisitReinstated: "history-visit-reinstated",
} as const;

/** One fact of a visit's course; null for a kind this page does not tell about. */
export function fact(
  { t, locale }: Texts,
  { at, kind, by }: Fact,
): { time: string; text: string } | null {
  const key = HISTORY[kind as keyof typeof HISTORY];
  if (!key) return null;
  return { time: timeOfDay(at, locale), text: t(key, { by: by || "none" }) };
}

/** A language by its name in the page's own words; the tag itself when the browser has no name for it. */
export function languageName(locale: string, tag: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
