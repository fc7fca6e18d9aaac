// What a newer board sets off: new marks, the bell, a desktop notice, one announcement, the page's title.
import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Board } from "../board";
import type { Texts } from "../texts";
import type { Announcer } from "../ui";
import type { Me } from "./api";
import { type Arrivals, arrivals, NOBODY } from "./arrivals";
import { ring, unseenAfter } from "./bell";
import { show } from "./desktop";
import { missed, type News, news } from "./news";
import * as sentences from "./sentences";
import type { Choices } from "./shift";
import type { Bell } from "./sound";

export interface WatchOptions {
  readonly queueName: string;
  readonly me: ReadonlySignal<Me>;
  readonly texts: ReadonlySignal<Texts>;
  readonly choices: ReadonlySignal<Choices>;
  readonly chosen: ReadonlySignal<string | null>;
  readonly board: ReadonlySignal<Board | null>;
  readonly announcer: Announcer;
  readonly bell: Bell;
}

export interface Watch {
  /** Visits that came while the page was open and that nobody here has looked at. */
  readonly fresh: ReadonlySignal<ReadonlySet<string>>;
  drawn(before: Board | null, after: Board): void;
  looked(visit: string): void;
  close(): void;
}

export function newWatch(options: WatchOptions): Watch {
  const { queueName, me, texts, choices, chosen, board, announcer, bell } = options;
  const fresh = signal<ReadonlySet<string>>(new Set());
  const unseen = signal(0);
  const ends = new AbortController();
  const titleIn = (after: Board) => (visit: string) => {
    const card = after.cards.get(visit);
    return card ? sentences.titleOf(texts.value, card) : texts.value.t("card-no-name");
  };

  function mark(after: Board, came: Arrivals): void {
    const kept = [...fresh.value].filter((visit) => after.cards.get(visit)?.shelf === "line");
    if (came.visits.length === 0 && kept.length === fresh.value.size) return;
    // Whoever is looked at already is not new to the one who looks.
    fresh.value = new Set([...kept, ...came.visits.filter((visit) => visit !== chosen.value)]);
  }

  function sound(after: Board, came: Arrivals): void {
    unseen.value = unseenAfter(unseen.value, came, document.hidden);
    const names = came.visits.map(titleIn(after));
    const ears = {
      muted: me.value.staff.muted,
      hidden: document.hidden,
      desktop: choices.value.desktop,
      names: choices.value.names,
    };
    const { chimes, notice } = ring(came, unseen.value, names, ears);
    bell.ring(chimes);
    if (!notice) return;
    const { t } = texts.value;
    const more = t("news-desktop-more", { count: after.head.waiting, queue: queueName });
    show(t("news-desktop", { count: notice.count }), [...notice.names, more].join("\n"));
  }

  /** One announcement: whom we did not reach before all else, because somebody must do something. */
  function tell(before: Board, after: Board, came: Arrivals): void {
    const lost = missed(before, after, me.value.staff.id);
    if (lost.length > 0 && !me.value.staff.muted) bell.ring(1);
    const said: News[] = lost.map((visit) => ({ kind: "not-reached", visit }));
    const other = news(before, after, came, chosen.value, me.value.staff.id);
    const words = [...said, ...(other ? [other] : [])].map((each) =>
      sentences.newsSaid(texts.value, each, titleIn(after)),
    );
    if (words.length > 0) announcer.say(words.join(" "), lost.length > 0 ? "assertive" : "polite");
  }

  const stopTitle = effect(() => {
    document.title = sentences.pageTitle(texts.value, queueName, board.value, unseen.value);
  });
  const seen = () => {
    if (!document.hidden) unseen.value = 0;
  };
  document.addEventListener("visibilitychange", seen, { signal: ends.signal });

  return {
    fresh,
    drawn(before, after) {
      const came = before ? arrivals(before, after) : NOBODY;
      mark(after, came);
      sound(after, came);
      if (before) tell(before, after, came);
    },
    looked(visit) {
      if (!fresh.value.has(visit)) return;
      fresh.value = new Set([...fresh.value].filter((each) => each !== visit));
    },
    close() {
      stopTitle();
      ends.abort();
    },
  };
}
