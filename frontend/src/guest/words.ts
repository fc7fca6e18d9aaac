// The guest's sentences: what a screen says in its headline, its title and aloud. Pure.
import type { Args, Key, Texts } from "../texts";
import type { Code, Seat } from "../wire.gen";
import { placeOf } from "./place";
import type { Screen } from "./screen";

/** Headline and text of a screen that says one thing: the keys end in `-title` and `-text`. */
export type Said = Both<
  Key extends infer One ? (One extends `${infer Stem}-title` ? Stem : never) : never
>;

type Both<Stem extends string> = Stem extends Stem
  ? `${Stem}-text` extends Key
    ? Stem
    : never
  : never;

const REFUSED: Partial<Record<Code, Said>> = {
  "queue-closed": "door-closed",
  "queue-full": "refused-full",
  "log-behind": "refused-behind",
  ended: "link-ended",
  "not-signed-in": "over-signed-out",
  denied: "over-denied",
};

/** The stem of the keys that say this screen, null where the screen speaks for itself. */
export function saidOf(screen: Screen): Said | null {
  switch (screen.kind) {
    case "opening":
      return screen.slow ? "opening-slow" : "opening";
    case "parked":
    case "moving":
    case "failed":
      return screen.kind;
    case "by-phone":
      return `by-phone-${screen.how}`;
    case "left-call":
      return screen.why === "left" ? "left-call" : `left-call-${screen.why}`;
    case "ended":
      return screen.reason === "transferred" ? "moving" : `ended-${screen.reason}`;
    case "gone":
      return `gone-${screen.how}`;
    case "refused":
      return REFUSED[screen.code] ?? "refused-place";
    case "over":
      return `over-${screen.why}`;
    case "beside":
      return screen.full ? "beside-full" : "beside";
    case "lost":
      return lostSaid(screen);
    default:
      return null;
  }
}

/** What the texts of this screen name. */
export function argsOf(screen: Screen): Args {
  if (screen.kind === "by-phone") return { number: screen.number || "none" };
  return screen.kind === "moving" ? { to: screen.to || "none" } : {};
}

function lostSaid({ was, server }: Extract<Screen, { kind: "lost" }>): Said {
  if (was.kind === "opening") return "lost-first";
  return server ? "lost-server" : "lost";
}

/** What is told aloud. */
export interface Words {
  headline(screen: Screen, seat: Seat | null): string;
  /** The sentence after the headline, where one is needed to know what to do. */
  more(screen: Screen, seat: Seat | null): string[];
  back(): string;
  seen(): string;
  notice(text: string): string;
  again(): string;
  moved(seat: Seat): string;
}

export function wordsOf({ t }: Texts, queue: string): Words {
  const moved = (seat: Seat) => movedSentence(t, seat, queue);
  return {
    headline(screen, seat) {
      if (screen.kind === "waiting" && seat) return placeSentence(t, seat);
      const said = saidOf(screen);
      return sentence(said ? t(`${said}-title`, argsOf(screen)) : t("turn-title"));
    },
    more(screen, seat) {
      if (screen.kind === "waiting" && seat) return waitingSaid(t, seat, queue);
      if (screen.kind === "turn") return [t("turn-said"), ...mediaSaid(t, seat)];
      if (screen.kind === "lost" && screen.was.kind !== "opening") return [t("lost-said")];
      const said = saidOf(screen);
      return said ? [plain(t(`${said}-text`))] : [];
    },
    back: () => t("contact-back"),
    seen: () => t("waiting-seen-said"),
    notice: (text) => t("notice-said", { text }),
    again: () => t("turn-again-said"),
    moved,
  };
}

function waitingSaid(t: Texts["t"], seat: Seat, queue: string): string[] {
  return [
    ...(isNew(seat) ? [movedSentence(t, seat, queue)] : []),
    ...(seat.put_back ? [t("waiting-put-back")] : []),
  ];
}

/** Whether the guest has come from another queue and not been let in from this one yet. */
export function isNew(seat: Seat): boolean {
  return seat.came_from !== "" && !seat.put_back;
}

export function movedSentence(t: Texts["t"], seat: Seat, queue: string): string {
  return t("waiting-moved", { from: seat.came_from || "none", to: queue });
}

/** What a person must know before they go in, when the call is not the usual one. */
export function mediaSaid(t: Texts["t"], seat: Seat | null): string[] {
  const media = seat?.media ?? "two-way";
  return media === "two-way" ? [] : [t(`media-${media}`)];
}

export function placeSentence(t: Texts["t"], seat: Seat): string {
  const place = placeOf(seat);
  if (place.kind === "exact") return t("waiting-number", { number: place.number });
  return place.kind === "about" ? t("waiting-about", { ahead: place.ahead }) : t("waiting-hidden");
}

/** The page's title: the state first, because a tab shows only its beginning. */
export function titleOf({ t }: Texts, screen: Screen, seat: Seat | null, clinic: string): string {
  switch (screen.kind) {
    case "waiting":
      return seat ? placeTitle(t, seat, clinic) : clinic;
    case "turn":
      return t("title-turn", { clinic });
    case "call":
      return t("title-call", { clinic });
    case "lost":
      return t("title-lost", { clinic });
    default:
      return t("title-other", { clinic });
  }
}

function placeTitle(t: Texts["t"], seat: Seat, clinic: string): string {
  const place = placeOf(seat);
  if (place.kind === "exact") return t("title-place", { number: place.number, clinic });
  return place.kind === "about"
    ? t("title-about", { ahead: place.ahead, clinic })
    : t("title-hidden", { clinic });
}

/** A headline stands without its full stop; spoken before another sentence it needs one. */
function sentence(headline: string): string {
  return /[.?]$/.test(headline) ? headline : `${headline}.`;
}

function plain(text: string): string {
  return text.replace(/<\/?b>/g, "");
}
