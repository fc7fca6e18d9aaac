// Boards, cards and people to draw and to test with; the names are invented.
import { type Board, FRONT, type Sight, whole } from "../board";
import type { BoardChange, BoardShown, Card, CardAdmission, CardGuest, Head } from "../wire.gen";

/** The moment in which all fixtures stand: 10.42 in Denmark, a Wednesday in November. */
export const NOW = "2026-11-25T09:42:00Z";

/** An instant so many minutes before (or, negative, after) the moment of the fixtures. */
export function ago(minutes: number): string {
  return new Date(Date.parse(NOW) - minutes * 60_000).toISOString();
}

export function aGuest(what: Partial<CardGuest> = {}): CardGuest {
  return {
    guest: "g1",
    role: "patient",
    name: "Prøve Pedersen",
    phone_number: "",
    language: "da",
    birth_year: null,
    presence: "connected",
    since: ago(12),
    checked: null,
    ready: false,
    called: false,
    called_at: null,
    told_at: null,
    seen_at: null,
    entered_at: null,
    left_at: null,
    again_at: null,
    unreached_at: null,
    phone: null,
    dial_in: null,
    text: null,
    ...what,
  };
}

export function aCard(what: Partial<Card> = {}): Card {
  const visit = what.visit ?? "v1";
  return {
    visit,
    shelf: "line",
    kind: "booked",
    stage: "waiting",
    revision: 3,
    priority: 1,
    number: 1,
    due_at: null,
    arrived_at: ago(12),
    note: "",
    guests: [aGuest({ guest: `${visit}-g1` })],
    claim: null,
    admission: null,
    admissions: 0,
    came_from: "",
    restored: false,
    ended: null,
    ...what,
  };
}

export function anAdmission(what: Partial<CardAdmission> = {}): CardAdmission {
  const at = what.at ?? ago(1);
  return {
    number: 1,
    by: "s1",
    name: "Læge Test Larsen",
    at,
    conference: "ready",
    failure: "",
    provider: "embedded",
    other_way: null,
    media: "two-way",
    inside: [],
    choose_at: new Date(Date.parse(at) + 120_000).toISOString(),
    ...what,
  };
}

export function aHead(what: Partial<Head> = {}): Head {
  return {
    queue: "q1",
    open: true,
    notice: "",
    notice_at: null,
    waiting: 0,
    arrivals: 0,
    longest_since: null,
    expected: 0,
    parked: 0,
    admitted: 0,
    ended: 0,
    first: 0,
    found: 0,
    call_places: 2,
    grace_s: 600,
    rings: false,
    calls_in: false,
    restored_at: null,
    restoring: false,
    ...what,
  };
}

/** A whole view of these cards; the figures are counted from them. */
export function shown(
  cards: readonly Card[],
  head: Head = counted(cards),
  version = 1,
): BoardShown {
  return { type: "Board", version, confirmed_at: NOW, head, cards };
}

export function aBoard(
  cards: readonly Card[],
  what: Partial<Head> = {},
  sight: Sight = FRONT,
): Board {
  return whole(shown(cards, counted(cards, what)), sight);
}

export function counted(cards: readonly Card[], what: Partial<Head> = {}): Head {
  const on = (shelf: Card["shelf"]) => cards.filter((card) => card.shelf === shelf);
  const since = on("line").flatMap((card) => card.arrived_at ?? []);
  return aHead({
    waiting: on("line").length,
    arrivals: Math.max(0, ...cards.map((card) => card.number)),
    longest_since: since.sort()[0] ?? null,
    expected: on("expected").length,
    parked: on("parked").length,
    admitted: on("admitted").length,
    ended: on("ended").length,
    ...what,
  });
}

export function change(
  what: Partial<Pick<BoardChange, "put" | "remove">>,
  head: Head = aHead(),
  version = 2,
): BoardChange {
  return { type: "BoardChange", version, confirmed_at: NOW, head, put: [], remove: [], ...what };
}
