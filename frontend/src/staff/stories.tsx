// Every state of the staff's pages.
import "./styles/index.css";
import type { ComponentChildren } from "preact";
import { FRONT, seeking } from "../board";
import { CallView } from "../call/CallView";
import { scene as callScene, PER } from "../call/scenery";
import type { Story } from "../gallery/story";
import { Announce } from "../ui";
import { CLOSE } from "../wire.gen";
import type { Problem } from "./api";
import { CHECKS } from "./checkscenes";
import { Choose } from "./choose";
import { DeviceTest } from "./devicetest";
import { Made } from "./expect";
import { aBoard, ago } from "./fixtures";
import { OneLink } from "./invite";
import { Overview } from "./overview";
import { BY_PHONE } from "./phonescenes";
import * as clinic from "./scenery";
import { ShiftContext } from "./shift";
import { SignInPage } from "./signin";
import { aLink, ME, type Scene, SEVERAL, stillApi, stillShift } from "./still";
import { Opening, Trouble } from "./trouble";

const STILL_CALL = async () => () => (
  <CallView
    model={callScene({
      audience: "staff",
      phase: { at: "together" },
      people: [PER],
    })}
  />
);

function On({ scene, children }: { readonly scene: Scene; readonly children?: ComponentChildren }) {
  const shift = stillShift(scene);
  return (
    <ShiftContext.Provider value={shift}>
      <Overview fetchCall={STILL_CALL} />
      {children}
      <Announce from={shift.announcer} />
    </ShiftContext.Provider>
  );
}

const AFTERNOON = clinic.afternoon();
const noticed = clinic.afternoon([], {
  notice: "Vi er omkring 20 minutter forsinket. Du beholder din plads.",
  notice_at: ago(30),
});
const secretary = {
  ...ME,
  staff: { ...ME.staff, name: "Sekretær Test Olsen", role: "secretary" as const },
};
const muted = { ...ME, staff: { ...ME.staff, muted: true } };
const inside = (card: ReturnType<typeof clinic.letIn>): Scene => ({
  board: clinic.afternoon([card]),
  chosen: "inside",
});

const BOARDS: Readonly<Record<string, readonly [title: string, scene: Scene]>> = {
  board: [
    "a full afternoon, the first one chosen",
    { board: AFTERNOON, chosen: "pedersen", fresh: ["thomsen"] },
  ],
  "board-none-chosen": ["nobody chosen", { board: AFTERNOON }],
  "board-loading": ["before the first board", { board: null, contact: { kind: "joining" } }],
  "board-empty": ["open, and nobody waits", { board: aBoard([]) }],
  "board-empty-muted": ["open, nobody waits, sound off", { board: aBoard([]), me: muted }],
  "board-closed": ["closed, and nobody waits", { board: aBoard([], { open: false }) }],
  "board-long": ["five thousand wait", { board: clinic.crowd(5_000) }],
  "board-long-far": [
    "far back in a long line",
    { board: clinic.crowd(5_000, { ...FRONT, first: 600 }), sight: { ...FRONT, first: 600 } },
  ],
  "board-search": [
    "a search, on all shelves",
    {
      board: aBoard(
        [clinic.LONG_WAIT, clinic.PARKED, clinic.DONE, ...clinic.EXPECTED],
        { found: 5, waiting: 5 },
        seeking("e"),
      ),
      sight: seeking("e"),
    },
  ],
  "board-search-nobody": [
    "a search that finds nobody",
    { board: aBoard([], { found: 0, waiting: 5 }, seeking("xyz")), sight: seeking("xyz") },
  ],
  "board-stale": [
    "contact lost, what is seen may be old",
    { board: AFTERNOON, chosen: "pedersen", contact: { kind: "lost" }, staleSince: ago(1) },
  ],
  "board-lost": ["contact lost a moment ago", { board: AFTERNOON, contact: { kind: "lost" } }],
  "board-replaced": [
    "paused, because it is open in another window",
    { board: AFTERNOON, contact: { kind: "over", code: CLOSE.REPLACED } },
  ],
  "board-gone": [
    "the queue is gone",
    { board: AFTERNOON, contact: { kind: "over", code: CLOSE.GONE } },
  ],
  "board-outdated": [
    "a newer page is there",
    { board: AFTERNOON, contact: { kind: "over", code: CLOSE.OUTDATED } },
  ],
  "board-notice": ["a notice is shown to all", { board: noticed, chosen: "eriksen" }],
  "board-restoring": [
    "people come back to their places after a restore",
    {
      board: clinic.afternoon([clinic.RESTORED], { restoring: true, restored_at: ago(1) }),
      chosen: "restored",
    },
  ],
  "board-deaf": ["the browser plays no sound yet", { board: AFTERNOON, deaf: true }],
  "board-several": ["several queues to choose from", { board: AFTERNOON, me: SEVERAL }],
  "board-secretary": [
    "a secretary, who lets nobody in",
    { board: AFTERNOON, me: secretary, chosen: "pedersen" },
  ],
  "chosen-away": ["the chosen one is away", { board: AFTERNOON, chosen: "dam" }],
  "chosen-new": ["the chosen one has just come", { board: AFTERNOON, chosen: "thomsen" }],
  "chosen-party": [
    "a party larger than the call",
    { board: aBoard([clinic.PARTY]), chosen: "party", picked: ["a2"] },
  ],
  "chosen-party-room": [
    "a party and room for two of them",
    { board: aBoard([clinic.PARTY], { call_places: 3 }), chosen: "party" },
  ],
  "chosen-expected": ["an expected one", { board: AFTERNOON, chosen: "soon" }],
  "chosen-parked": ["one set aside", { board: AFTERNOON, chosen: "parked" }],
  "chosen-removed": ["removed, can be undone", { board: AFTERNOON, chosen: "removed" }],
  "chosen-unseen": ["left without being seen", { board: AFTERNOON, chosen: "unseen" }],
  "chosen-done": ["completed", { board: AFTERNOON, chosen: "done" }],
  "chosen-gone": ["the chosen one is no longer in sight", { board: AFTERNOON, chosen: "nobody" }],
  "chosen-moved-up": [
    "moved up before",
    { board: aBoard([{ ...clinic.PARTY, priority: 0, admissions: 1 }]), chosen: "party" },
  ],
  "chosen-sending": [
    "letting in is on its way",
    {
      board: AFTERNOON,
      chosen: "eriksen",
      flights: new Map([["eriksen", { command: "Admit", state: "sent" }]]),
    },
  ],
  "chosen-checking": [
    "no answer yet: checking",
    {
      board: AFTERNOON,
      chosen: "eriksen",
      flights: new Map([["eriksen", { command: "Admit", state: "checking" }]]),
    },
  ],
  "let-in-preparing": [
    "just let in",
    inside(clinic.letIn({ conference: "preparing", at: ago(0) })),
  ],
  "let-in-told": ["told", inside(clinic.letIn({ at: ago(0) }, clinic.TOLD))],
  "let-in-seen": ["seen", inside(clinic.letIn({}, clinic.SEEN))],
  "let-in-entered": ["in the call", inside(clinic.letIn({}, clinic.ENTERED))],
  "let-in-again": [
    "called again, a text message is sent",
    inside(clinic.letIn({}, { ...clinic.TOLD, again_at: ago(0), text: "sent" })),
  ],
  "let-in-unreached": [
    "not reached",
    inside(clinic.letIn({ at: ago(1) }, { ...clinic.MISSED, text: "failed" })),
  ],
  "let-in-choose": [
    "still not reached, a choice is asked for",
    inside(clinic.letIn({ at: ago(3) }, { ...clinic.MISSED, text: "unknown" })),
  ],
  "let-in-failed": [
    "the call could not be opened",
    inside(clinic.letIn({ conference: "failed", failure: "conference-slow" }, clinic.SEEN)),
  ],
  "let-in-failed-ways": [
    "the call could not be opened, and there is another way",
    inside(
      clinic.letIn(
        { conference: "failed", failure: "vdx-unreachable", provider: "vdx", other_way: "pexip" },
        { ...clinic.SEEN, phone_number: "+45 00 00 00 01" },
      ),
    ),
  ],
  "let-in-inside": [
    "staff and guests are in the call",
    inside(clinic.letIn({ inside: ["Læge Test Larsen", "Bo Eksempel"] }, clinic.ENTERED)),
  ],
  "let-in-one-way": [
    "one-way video",
    inside(clinic.letIn({ media: "one-way", inside: ["Læge Test Larsen"] }, clinic.ENTERED)),
  ],
  ...BY_PHONE,
  ...CHECKS,
  received: [
    "has come from another queue",
    { board: clinic.afternoon([clinic.RECEIVED]), chosen: "received" },
  ],
  transferred: [
    "was moved to another queue",
    { board: clinic.afternoon([clinic.TRANSFERRED]), chosen: "transferred" },
  ],
  "ask-transfer": [
    "moving to another queue",
    {
      board: AFTERNOON,
      me: SEVERAL,
      chosen: "eriksen",
      asking: { kind: "transfer", visit: "eriksen" },
    },
  ],
  "let-in-colleague": [
    "let in by a colleague",
    inside(clinic.letIn({ by: "s2", name: "Dr. Eksempel Hansen" }, clinic.SEEN)),
  ],
  "let-in-opening": [
    "the call is being opened",
    { ...inside(clinic.letIn({}, clinic.SEEN)), entering: "inside" },
  ],
  "call-elsewhere": [
    "the call is a page of the organisation's own",
    {
      ...inside(clinic.letIn({}, clinic.ENTERED)),
      inCall: "inside",
      link: "https://node.example/",
    },
  ],
  call: ["in the call", { ...inside(clinic.letIn({}, clinic.ENTERED)), inCall: "inside" }],
  "told-loser": [
    "a colleague was first",
    {
      board: AFTERNOON,
      chosen: "inside",
      told: [
        {
          id: 1,
          tone: "warning",
          text: "Dr. Eksempel Hansen lukkede patienten ind for et øjeblik siden. Vælg den næste.",
        },
      ],
    },
  ],
  "told-removed": [
    "removed, with a way back",
    {
      board: AFTERNOON,
      told: [
        { id: 1, tone: "success", text: "Køen er åben." },
        { id: 2, tone: "success", text: "Dobbelt Davidsen er fjernet.", undo: "removed" },
      ],
    },
  ],
  "ask-close": [
    "closing a queue in which people wait",
    { board: AFTERNOON, asking: { kind: "close" } },
  ],
  "ask-close-nobody": ["closing an empty queue", { board: aBoard([]), asking: { kind: "close" } }],
  "ask-notice": ["writing a notice", { board: AFTERNOON, asking: { kind: "notice" } }],
  "ask-notice-change": ["changing a notice", { board: noticed, asking: { kind: "notice" } }],
  "ask-expect": ["expecting a visit", { board: AFTERNOON, asking: { kind: "expect" } }],
  "ask-invite": [
    "inviting one more",
    { board: AFTERNOON, chosen: "pedersen", asking: { kind: "invite", visit: "pedersen" } },
  ],
  "ask-link": [
    "a new link",
    {
      board: AFTERNOON,
      chosen: "pedersen",
      asking: { kind: "link", visit: "pedersen", guest: "p1" },
    },
  ],
  "ask-move": [
    "moving up",
    { board: AFTERNOON, chosen: "eriksen", asking: { kind: "move", visit: "eriksen" } },
  ],
  "ask-remove": [
    "removing",
    { board: AFTERNOON, chosen: "eriksen", asking: { kind: "remove", visit: "eriksen" } },
  ],
  "ask-cancel": [
    "cancelling",
    { board: AFTERNOON, chosen: "soon", asking: { kind: "remove", visit: "soon" } },
  ],
  "ask-end": [
    "ending",
    { ...inside(clinic.letIn({}, clinic.ENTERED)), asking: { kind: "end", visit: "inside" } },
  ],
  "ask-keys": ["the keys", { board: AFTERNOON, asking: { kind: "keys" } }],
  "ask-me": ["me and my settings", { board: AFTERNOON, asking: { kind: "me" }, deaf: true }],
  expired: [
    "the sign-in ended while the board was open",
    { board: AFTERNOON, chosen: "eriksen", expired: true },
  ],
};

const no = (code: Problem["code"], retryS = 0) => ({
  ...stillApi,
  signIn: async () => ({ ok: false as const, problem: { code, field: "", retryS } }),
});

const ONE = { ...aLink("g1", "patient"), name: "Prøve Pedersen" };
const LINKS = [
  ONE,
  { ...aLink("g2", "relative"), name: "Datter Pedersen" },
  { ...aLink("g3", "interpreter"), name: "Tolk Tolkesen" },
];

const fronts: readonly Story[] = [
  {
    id: "staff/sign-in",
    title: "signing in",
    show: () => <SignInPage api={stillApi} note="" onSignedIn={() => {}} />,
  },
  {
    id: "staff/sign-in-wrong",
    title: "press Sign in: not the right words",
    show: () => <SignInPage api={no("wrong-sign-in")} note="" onSignedIn={() => {}} />,
  },
  {
    id: "staff/sign-in-too-many",
    title: "press Sign in: too many tries",
    show: () => <SignInPage api={no("too-many-tries", 150)} note="" onSignedIn={() => {}} />,
  },
  {
    id: "staff/signed-out",
    title: "signed out",
    show: ({ t }) => <SignInPage api={stillApi} note={t("signedout")} onSignedIn={() => {}} />,
  },
  { id: "staff/opening", title: "before anything is known", show: () => <Opening /> },
  {
    id: "staff/trouble",
    title: "the server is not reached",
    show: () => <Trouble problem={{ code: "offline", field: "", retryS: 0 }} again={() => {}} />,
  },
  {
    id: "staff/choose",
    title: "which queue",
    show: () => <Choose me={SEVERAL} lost={false} onChosen={() => {}} onSignOut={() => {}} />,
  },
  {
    id: "staff/choose-lost",
    title: "no right to the queue in the address",
    show: () => <Choose me={SEVERAL} lost onChosen={() => {}} onSignOut={() => {}} />,
  },
  {
    id: "staff/choose-none",
    title: "no queue yet",
    show: () => (
      <Choose me={{ ...ME, units: [] }} lost={false} onChosen={() => {}} onSignOut={() => {}} />
    ),
  },
];

const links: readonly Story[] = [
  {
    id: "staff/links",
    title: "the links of a party",
    show: () => (
      <On scene={{ board: AFTERNOON }}>
        <Made links={LINKS} due="onsdag 25. november 11.20" onAnother={() => {}} />
      </On>
    ),
  },
  {
    id: "staff/link",
    title: "one link",
    show: () => (
      <On scene={{ board: AFTERNOON }}>
        <OneLink link={ONE} />
      </On>
    ),
  },
];

const testing: Story = {
  id: "staff/equipment-test",
  title: "testing a device of the unit",
  show: () => (
    <On scene={{ board: AFTERNOON }}>
      <DeviceTest name="Stue 3" onBack={() => {}} />
    </On>
  ),
};

export const stories: readonly Story[] = [
  ...fronts,
  ...Object.entries(BOARDS).map(([state, [title, scene]]) => ({
    id: `staff/${state}`,
    title,
    show: () => <On scene={scene} />,
  })),
  ...links,
  testing,
];
