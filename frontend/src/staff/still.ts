// A shift that stands still, for the gallery: it shows what a story says, and nothing it is asked happens.
import { signal } from "@preact/signals";
import { type Board, FRONT, type Sight } from "../board";
import { CODE } from "../testing/code";
import { newAnnouncer } from "../ui";
import type { Pass } from "../wire.gen";
import type { Api, Fact, Me, PersonLink, Reply } from "./api";
import { EQUIPMENT } from "./equipmentscenes";
import { ago, NOW } from "./fixtures";
import { type Flights, NONE } from "./flights";
import type { Asking, Contact, Shift, Told } from "./shift";

export interface Scene {
  readonly board: Board | null;
  readonly me?: Me;
  readonly sight?: Sight;
  readonly contact?: Contact;
  readonly staleSince?: string;
  readonly chosen?: string;
  readonly picked?: readonly string[];
  readonly flights?: Flights;
  readonly fresh?: readonly string[];
  readonly told?: readonly Told[];
  readonly asking?: Asking;
  readonly api?: Api;
  readonly deaf?: boolean;
  readonly entering?: string;
  readonly inCall?: string;
  /** The page of the organisation's own that is opened for the call. */
  readonly link?: string;
  readonly expired?: boolean;
}

export const ME: Me = {
  staff: { id: "s1", name: "Læge Test Larsen", role: "clinician", muted: false },
  units: [{ id: "u1", name: "Lægerne Søtorvet", queues: [{ id: "q1", name: "Video" }] }],
};

export const SEVERAL: Me = {
  ...ME,
  units: [
    {
      id: "u1",
      name: "Lægerne Søtorvet",
      queues: [
        { id: "q1", name: "Video" },
        { id: "q2", name: "Akut" },
      ],
    },
    { id: "u2", name: "Sårklinikken", queues: [{ id: "q3", name: "Kontrol" }] },
  ],
};

const COURSE: readonly Fact[] = [
  { at: ago(300), kind: "VisitExpected", by: "Sekretær Test Olsen" },
  { at: ago(31), kind: "VisitArrived", by: "" },
  { at: ago(30), kind: "GuestArrived", by: "" },
  { at: ago(24), kind: "GuestWentAway", by: "" },
  { at: ago(22), kind: "GuestConnected", by: "" },
  { at: ago(2), kind: "VisitClaimed", by: "Dr. Eksempel Hansen" },
];

const fine = <Value>(value: Value): Promise<Reply<Value>> => Promise.resolve({ ok: true, value });

export function aLink(guest: string, role: PersonLink["role"]): PersonLink {
  return {
    guest,
    role,
    link: `https://venteværelse.example/l#prøve-${guest}-ikke-et-rigtigt-link`,
    qr: CODE,
  };
}

export const stillApi: Api = {
  me: () => fine(ME),
  signIn: () => fine({}),
  signOut: () => fine({}),
  mute: () => fine({}),
  notice: () => fine({}),
  expect: (_, guests) =>
    fine({ visit: "v99", guests: guests.map(({ role }, at) => aLink(`g${at}`, role)) }),
  invite: (_, __, { role }) => fine(aLink("g9", role)),
  link: (_, __, guest) => fine(aLink(guest, "patient")),
  history: () => fine(COURSE),
  queues: () => fine(SEVERAL.units),
  equipment: () => fine(EQUIPMENT),
  checkDevice: () => fine({ ticket: "", line: "" }),
  renameDevice: () => fine({}),
  removeDevice: () => fine({}),
};

const PASS: Pass = {
  type: "Pass",
  ref: 1,
  node: "",
  alias: "",
  pin: "",
  tag: "t",
  display_name: "",
  direct_media: false,
  media: "two-way",
  link: "",
};

const apiOf = ({ api = stillApi }: Scene): Api => api;

const passOf = ({ link = "" }: Scene): Pass => ({ ...PASS, link, pin: link && "739201" });

export function stillShift(scene: Scene): Shift {
  const me = signal(scene.me ?? ME);
  const unit = me.value.units[0];
  const queue = unit?.queues[0];
  if (!unit || !queue) throw new Error("a scene has a queue");
  const chosen = signal<string | null>(scene.chosen ?? null);
  const sight = signal(scene.sight ?? FRONT);
  return {
    unit,
    queue,
    api: apiOf(scene),
    announcer: newAnnouncer(),
    me,
    board: signal(scene.board),
    sight,
    contact: signal(scene.contact ?? { kind: "fresh" }),
    staleSince: signal(scene.staleSince ?? null),
    now: signal(Date.parse(NOW)),
    chosen,
    picked: signal(scene.picked ?? null),
    patience: signal(new Map()),
    flights: signal(scene.flights ?? NONE),
    fresh: signal(new Set(scene.fresh)),
    told: signal(scene.told ?? []),
    asking: signal(scene.asking ?? null),
    choices: signal({ desktop: false, names: false, letters: true }),
    deaf: signal(scene.deaf ?? false),
    entering: signal(scene.entering ?? null),
    call: signal(scene.inCall ? { visit: scene.inCall, pass: passOf(scene) } : null),
    expired: signal(scene.expired ?? false),
    choose(visit) {
      chosen.value = visit;
    },
    look(next) {
      sight.value = next;
    },
    ask: async () => true,
    enter: async () => {},
    openByPhone: async () => {},
    renew: async () => null,
    claim: () => {},
    release: () => {},
    mute: async () => {},
    ringOnce: () => {},
    say: () => {},
    forget: () => {},
    opId: () => "00000000-0000-7000-8000-000000000000",
    again: () => {},
    speak: () => {},
    go: () => {},
    signedIn: async () => {},
    signOut: () => {},
  };
}
