// The clinic of the stories: who waits there, and in what state; all names are invented.
import { type Board, FRONT, type Sight } from "../board";
import type { Card, CardAdmission, Head } from "../wire.gen";
import { aBoard, aCard, aGuest, ago, anAdmission } from "./fixtures";

export const LONG_WAIT = aCard({
  visit: "pedersen",
  number: 11,
  arrived_at: ago(31),
  note: "Kontrol efter udskrivning, vil gerne have datteren med",
  claim: { by: "s2", name: "Dr. Eksempel Hansen", at: ago(2) },
  guests: [
    aGuest({ birth_year: 1948, guest: "p1", name: "Prøve Pedersen", since: ago(31) }),
    aGuest({ guest: "p2", name: "Datter Pedersen", role: "relative", since: ago(30) }),
    aGuest({
      guest: "p3",
      name: "Tolk Tolkesen",
      role: "interpreter",
      language: "ar",
      presence: "invited",
    }),
  ],
});

export const LINE: readonly Card[] = [
  LONG_WAIT,
  aCard({
    visit: "dam",
    number: 12,
    kind: "walk-in",
    arrived_at: ago(18),
    guests: [
      aGuest({ birth_year: 1991, guest: "d1", name: "Demo Dam", presence: "away", since: ago(5) }),
    ],
  }),
  aCard({
    visit: "eriksen",
    number: 13,
    arrived_at: ago(11),
    guests: [aGuest({ birth_year: 1974, guest: "e1", name: "Eksempel Eriksen", ready: true })],
  }),
  aCard({
    visit: "solbo",
    number: 14,
    arrived_at: ago(6),
    note: "På vegne af en borger",
    guests: [
      aGuest({ guest: "s1", name: "Hjemmesygeplejen, Plejehjemmet Solbo", role: "colleague" }),
    ],
  }),
  aCard({
    visit: "thomsen",
    number: 15,
    kind: "walk-in",
    arrived_at: ago(0),
    guests: [
      aGuest({ birth_year: 2017, guest: "t1", name: "Testa Thomsen" }),
      aGuest({ guest: "t2", name: "Mor Thomsen", role: "relative" }),
    ],
  }),
];

/** A party that is larger than the call. */
export const PARTY = aCard({
  visit: "party",
  number: 11,
  arrived_at: ago(14),
  guests: [
    aGuest({ guest: "a1", name: "Prøve Pedersen" }),
    aGuest({ guest: "a2", name: "Søn Pedersen", role: "relative" }),
    aGuest({ guest: "a3", name: "Tolk Tolkesen", role: "interpreter", language: "so" }),
  ],
});

/** Let in, and as far as the story says. */
export function letIn(
  how: Partial<CardAdmission> = {},
  receipts: Partial<Card["guests"][number]> = {},
): Card {
  return aCard({
    visit: "inside",
    shelf: "admitted",
    stage: receipts.entered_at ? "in-call" : "admitted",
    number: 10,
    arrived_at: ago(22),
    admissions: 1,
    admission: anAdmission(how),
    guests: [
      aGuest({ guest: "i1", name: "Anna Test", called: true, ...receipts }),
      aGuest({ guest: "i2", name: "Mand Test", role: "relative" }),
    ],
  });
}

export const TOLD = { told_at: ago(1) };
export const SEEN = { ...TOLD, seen_at: ago(1) };
export const ENTERED = { ...SEEN, entered_at: ago(0) };

/** Called again, and still no sign. */
export const MISSED = {
  told_at: ago(1),
  again_at: ago(1),
  unreached_at: ago(0),
  phone_number: "+45 00 00 00 01",
};

/** Expected, with a number and no page. */
export const REACHABLE = aCard({
  visit: "reachable",
  shelf: "expected",
  stage: "expected",
  number: 0,
  arrived_at: null,
  due_at: ago(2),
  guests: [
    aGuest({
      guest: "r1",
      name: "Uden Skærm Sørensen",
      presence: "invited",
      phone_number: "+45 00 00 00 04",
    }),
  ],
});

/** In by telephone alone: nobody of the party has a page. */
export const BY_PHONE = aCard({
  visit: "phone",
  shelf: "admitted",
  stage: "in-call",
  number: 5,
  arrived_at: ago(18),
  admissions: 1,
  admission: anAdmission({ at: ago(4), inside: ["Læge Test Larsen"], media: "sound" }),
  guests: [
    aGuest({
      guest: "o1",
      name: "Telefon Thomsen",
      presence: "away",
      called: true,
      phone: "rung",
      phone_number: "+45 00 00 00 02",
      entered_at: ago(3),
    }),
    aGuest({
      guest: "o2",
      name: "Datter Thomsen",
      role: "relative",
      presence: "invited",
      called: true,
      phone: "unanswered",
      phone_number: "+45 00 00 00 03",
    }),
    aGuest({
      guest: "o3",
      name: "Tolk Tolkesen",
      role: "interpreter",
      language: "so",
      presence: "invited",
      called: true,
      phone: "calls-in",
      dial_in: { number: "+45 00 00 00 10", code: "4711 0815" },
    }),
    aGuest({
      guest: "o4",
      name: "Søn Thomsen",
      role: "relative",
      presence: "invited",
      phone_number: "+45 00 00 00 04",
    }),
  ],
});

export const RESTORED = aCard({
  visit: "restored",
  number: 17,
  arrived_at: ago(25),
  restored: true,
  guests: [aGuest({ guest: "g1", name: "" })],
});

export const RECEIVED = aCard({
  visit: "received",
  number: 16,
  arrived_at: ago(2),
  came_from: "Akut",
  guests: [aGuest({ guest: "f1", name: "Flyttet Frederiksen", birth_year: 1955 })],
});

export const TRANSFERRED = aCard({
  visit: "transferred",
  shelf: "ended",
  stage: "ended",
  number: 4,
  ended: {
    reason: "transferred",
    at: ago(2),
    name: "Læge Test Larsen",
    to: "Kontrol",
    undo_until: null,
  },
  guests: [aGuest({ guest: "f2", name: "Videre Villadsen" })],
});

export const EXPECTED: readonly Card[] = [
  aCard({
    visit: "late",
    shelf: "expected",
    stage: "expected",
    number: 0,
    arrived_at: null,
    due_at: ago(12),
    guests: [aGuest({ guest: "l1", name: "Sen Sørensen", presence: "invited" })],
  }),
  aCard({
    visit: "soon",
    shelf: "expected",
    stage: "expected",
    number: 0,
    arrived_at: null,
    due_at: ago(-38),
    note: "Svar på prøver",
    guests: [
      aGuest({ birth_year: 1962, guest: "n1", name: "Næste Nielsen", presence: "invited" }),
      aGuest({
        guest: "n2",
        name: "Tolk",
        role: "interpreter",
        language: "uk",
        presence: "invited",
      }),
    ],
  }),
];

export const PARKED = aCard({
  visit: "parked",
  shelf: "parked",
  kind: "walk-in",
  number: 9,
  arrived_at: ago(44),
  guests: [aGuest({ guest: "k1", name: "Parkeret Poulsen", presence: "parked", since: ago(16) })],
});

export const REMOVED = aCard({
  visit: "removed",
  shelf: "ended",
  stage: "ended",
  number: 7,
  ended: { reason: "removed", at: ago(3), name: "Læge Test Larsen", to: "", undo_until: ago(-7) },
  guests: [aGuest({ guest: "r1", name: "Dobbelt Davidsen", presence: "left" })],
});

export const UNSEEN = aCard({
  visit: "unseen",
  shelf: "ended",
  stage: "ended",
  number: 8,
  ended: { reason: "left", at: ago(9), name: "", to: "", undo_until: null },
  guests: [aGuest({ guest: "u1", name: "Gik Gregersen", presence: "left" })],
});

export const DONE = aCard({
  visit: "done",
  shelf: "ended",
  stage: "ended",
  number: 6,
  admissions: 1,
  ended: {
    reason: "completed",
    at: ago(26),
    name: "Dr. Eksempel Hansen",
    to: "",
    undo_until: null,
  },
  guests: [aGuest({ guest: "x1", name: "Færdig Frandsen", presence: "left" })],
});

export const REST: readonly Card[] = [letIn({}, SEEN), ...EXPECTED, PARKED, UNSEEN, REMOVED, DONE];

/** The afternoon in full: everybody above. */
export function afternoon(more: readonly Card[] = [], what: Partial<Head> = {}): Board {
  return aBoard(
    [...LINE, ...REST.filter(({ visit }) => more.every((card) => card.visit !== visit)), ...more],
    {
      ended: 14,
      ...what,
    },
  );
}

/** The first sixty of very many. */
export function crowd(count: number, sight: Sight = FRONT): Board {
  const cards = Array.from({ length: sight.size }, (_, at) =>
    aCard({
      visit: `c${at}`,
      number: sight.first + at + 1,
      arrived_at: ago(Math.max(0, 70 - at)),
      guests: [aGuest({ guest: `c${at}-g`, name: `Nummer ${sight.first + at + 1} Testesen` })],
    }),
  );
  return aBoard(cards, { waiting: count, first: sight.first }, sight);
}
