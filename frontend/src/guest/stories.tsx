// Every state of the guest's pages, from fixtures; the names are invented.
import "./guest.css";
import type { ComponentChildren } from "preact";
import type { Story } from "../gallery/story";
import "../precheck/precheck.css";
import { Start } from "../precheck/Start";
import { GOOD, judged, LAST, running } from "../precheck/scenery";
import { CODE } from "../testing/code";
import { Announce, newAnnouncer } from "../ui";
import type { Companion, EndReason, Role, Seat } from "../wire.gen";
import type { Door, LinkState, Peeked, Elsewhere as Way, Why } from "./api";
import { Elsewhere } from "./CallPart";
import { ElsewhereShown } from "./ElsewhereCode";
import { CALLED, SEAT as PLAIN } from "./fixtures";
import { type LineProps, LineScreen } from "./Line";
import { LinkDoorShown, type Look } from "./LinkDoor";
import { LostScreen } from "./Lost";
import { Notice } from "./Notice";
import { Preparation } from "./Preparation";
import { PublicDoorShown } from "./PublicDoor";
import { Says } from "./Says";
import { LineSign } from "./Sign";
import type { Screen } from "./screen";
import { TurnScreen } from "./Turn";
import type { Entering } from "./waiting";
import { argsOf, saidOf } from "./words";

const UNIT = { name: "Lægerne Søtorvet", phone: "12 34 56 78" };
const LONG = {
  name: "Ambulatorium for Hjerne- og Nervesygdomme, Prøvehospitalet",
  phone: "12 34 56 78",
};

/** 10.23.07 in Denmark, a Wednesday in November. */
const CONFIRMED = "2026-11-25T09:23:07Z";
const NOW = Date.parse(CONFIRMED);

function at(hour: number, minute: number, days = 0): string {
  return new Date(Date.UTC(2026, 10, 25 + days, hour - 1, minute)).toISOString();
}

const SEAT: Seat = { ...PLAIN, estimate: { low_at: at(10, 40), high_at: at(10, 55) } };

const PARTY: readonly Companion[] = [
  { role: "interpreter", presence: "invited", inside: false },
  { role: "relative", presence: "connected", inside: false },
  { role: "colleague", presence: "away", inside: false },
];

const INSIDE: readonly Companion[] = [
  { role: "interpreter", presence: "connected", inside: true },
  { role: "relative", presence: "connected", inside: true },
  { role: "relative", presence: "connected", inside: true },
];

const FULL: Partial<Seat> = {
  seen: true,
  notice: "Lægen er omkring 15 minutter forsinket i dag.",
  notice_at: at(10, 12),
  party: PARTY,
};

const nothing = () => {};

function line(seat: Partial<Seat>, more: Partial<LineProps> = {}): ComponentChildren {
  return (
    <LineScreen
      unit={UNIT}
      queue="Sårklinikken"
      who="patient"
      seat={{ ...SEAT, ...seat }}
      now={NOW}
      sign={<LineSign contact="live" confirmedAt={CONFIRMED} />}
      leaving={false}
      onLeave={nothing}
      onReady={nothing}
      onSound={nothing}
      live={() => true}
      {...more}
    />
  );
}

function preparing(test: ComponentChildren, ready = false): ComponentChildren {
  const unfolded = (
    <Preparation
      ready={ready}
      last={null}
      live={() => true}
      onReady={nothing}
      onSound={nothing}
      test={<div class="check">{test}</div>}
    />
  );
  return line({ ready }, { unfolded });
}

function turn(seat: Partial<Seat>, entering: Entering = "no", calm = false): ComponentChildren {
  return (
    <TurnScreen
      unit={UNIT}
      seat={{ ...CALLED, ...seat }}
      preparing={seat.conference === "preparing"}
      entering={entering}
      calm={calm}
      onEnter={nothing}
      onMoment={nothing}
    />
  );
}

function says(screen: Screen, entering: Entering = "no", known = true): ComponentChildren {
  return (
    <Says
      unit={known ? UNIT : null}
      screen={screen}
      entering={entering}
      party={PARTY}
      leaving={false}
      onLeave={nothing}
      onEnter={nothing}
      onFinish={nothing}
      onHere={nothing}
      onReload={nothing}
    />
  );
}

interface LostStory {
  readonly was?: Screen;
  readonly seat?: Partial<Seat>;
  readonly server?: boolean;
  readonly online?: boolean;
}

function lost({ was = { kind: "waiting" }, seat = {}, server = false, online = true }: LostStory) {
  const known = was.kind !== "opening";
  return (
    <LostScreen
      unit={UNIT}
      screen={{ kind: "lost", was, server }}
      seat={known ? { ...SEAT, ...seat } : null}
      confirmedAt={known ? CONFIRMED : null}
      online={online}
      onRetry={nothing}
    />
  );
}

function link(look: Look, going = false): ComponentChildren {
  return <LinkDoorShown look={look} going={going} now={NOW} onEnter={nothing} onAgain={nothing} />;
}

function peeked(state: LinkState, due_at: string | null = null, role: Role = "patient"): Peeked {
  return { state, unit: state === "unknown" ? null : UNIT, due_at, role };
}

const DOOR: Door = {
  unit: UNIT,
  open: true,
  queues: [{ id: "q1", name: "Læger" }],
  asks_reason: false,
  languages: ["da"],
};

const WIDE: Door = {
  ...DOOR,
  queues: [
    { id: "q1", name: "Læger" },
    { id: "q2", name: "Sygeplejersker" },
    { id: "q3", name: "Recepter og prøvesvar" },
  ],
  asks_reason: true,
  languages: ["da", "en", "ar", "pl"],
};

function door(look: Door | Why | null, more: { going?: boolean; tried?: boolean } = {}) {
  const { going = false, tried = false } = more;
  return (
    <PublicDoorShown look={look} going={going} tried={tried} onEnter={nothing} onAgain={nothing} />
  );
}

function notice(screen: Extract<Screen, { kind: "opening" | "parked" | "moving" }>) {
  const said = saidOf(screen);
  return said && <Notice unit={UNIT} said={said} args={argsOf(screen)} />;
}

const WAY: Way = { link: "https://vent.example/l?here#x", qr: CODE, until: at(10, 33) };

function elsewhere(made: Way | "failed" | null): ComponentChildren {
  return (
    <>
      {line({})}
      <ElsewhereShown made={made} onClose={nothing} />
    </>
  );
}

type Row = readonly [id: string, title: string, show: () => ComponentChildren];

const DOORS: readonly Row[] = [
  ["link", "a personal link, today", () => link(peeked("open", at(10, 30)))],
  ["link-plain", "a personal link without a time", () => link(peeked("open"))],
  ["link-long", "a long clinic's name", () => link({ ...peeked("open"), unit: LONG })],
  ["link-relative", "a relative's link", () => link(peeked("open", at(10, 30), "relative"))],
  ["link-going", "the button was pressed", () => link(peeked("open", at(10, 30)), true)],
  ["link-opening", "asking what the link is", () => link(null)],
  ["link-early", "tomorrow", () => link(peeked("early", at(9, 30, 1)))],
  ["link-early-day", "another day", () => link(peeked("early", at(9, 30, 6)))],
  ["link-late", "its time has passed", () => link(peeked("late"))],
  ["link-revoked", "the clinic closed it", () => link(peeked("revoked"))],
  ["link-ended", "the visit is over", () => link(peeked("ended"))],
  ["link-unknown", "a wrong link", () => link(peeked("unknown"))],
  ["link-offline", "nobody answers", () => link("offline")],
  ["link-fault", "our mistake", () => link("fault")],
  ["link-busy", "too many tries", () => link("too-many-tries")],
  ["door", "the public door, as little as there is", () => door(DOOR)],
  ["door-all", "the public door with all its questions", () => door(WIDE)],
  ["door-missing", "pressed with nothing filled in", () => door(WIDE, { tried: true })],
  ["door-going", "the button was pressed", () => door(DOOR, { going: true })],
  ["door-closed", "closed", () => door({ ...DOOR, open: false, queues: [] })],
  ["door-closing", "closed while the form was filled in", () => door("queue-closed")],
  ["door-full", "too many whom nobody has looked at", () => door("queue-full")],
  ["door-unknown", "no such door", () => door("not-found")],
];

const WAITING: readonly Row[] = [
  ["opening", "finding the place", () => notice({ kind: "opening", slow: false })],
  ["opening-slow", "it takes long", () => notice({ kind: "opening", slow: true })],
  ["waiting-1", "next", () => line({ ahead: 0, seen: true })],
  ["waiting-3", "number 3 with all there can be", () => line(FULL)],
  ["waiting-plain", "number 12, no estimate", () => line({ ahead: 11, estimate: null })],
  ["waiting-far", "far back", () => line({ ahead: 40, exact: false, estimate: null })],
  ["waiting-hidden", "the clinic hides places", () => line({ ahead: null, exact: false })],
  [
    "waiting-before",
    "the range has begun",
    () => line({ estimate: { low_at: at(10, 10), high_at: at(10, 40) } }),
  ],
  [
    "waiting-late",
    "the range has passed",
    () => line({ estimate: { low_at: at(9, 50), high_at: at(10, 20) } }),
  ],
  ["waiting-closed", "closed for new ones", () => line({ open: false })],
  ["waiting-put-back", "put back", () => line({ put_back: true, admission: 1 })],
  [
    "waiting-relative",
    "a relative",
    () =>
      line(
        { party: [{ role: "patient", presence: "connected", inside: false }] },
        { who: "relative" },
      ),
  ],
  [
    "waiting-checking",
    "a moment's doubt",
    () => line({}, { sign: <LineSign contact="checking" confirmedAt={CONFIRMED} /> }),
  ],
  ["waiting-leave", "leave?", () => line({}, { asking: true })],
  ["waiting-leave-party", "leave the others?", () => line({ party: PARTY }, { asking: true })],
  ["waiting-leaving", "leaving", () => line({}, { asking: true, leaving: true })],
  ["prepare", "unfolded", () => preparing(<Start last={LAST} onStart={nothing} />)],
  ["prepare-running", "a test on its way", () => preparing(running("media"))],
  ["prepare-done", "tested and ready", () => preparing(judged(GOOD), true)],
  ["parked", "set aside, coming back", () => notice({ kind: "parked" })],
  ["moving", "on the way to another queue", () => notice({ kind: "moving", to: "Sårklinikken" })],
  ["moving-nameless", "to a queue without a name", () => notice({ kind: "moving", to: "" })],
  [
    "waiting-moved",
    "has come from another queue",
    () => line({ came_from: "Lægerne Søtorvet", ahead: 3, estimate: null }),
  ],
  ["elsewhere", "a code for another device", () => elsewhere(WAY)],
  ["elsewhere-making", "the code is being made", () => elsewhere(null)],
  ["elsewhere-failed", "no code could be made", () => elsewhere("failed")],
];

const TURN: readonly Row[] = [
  ["turn", "it is your turn", () => turn({})],
  ["turn-preparing", "the room is on its way", () => turn({ conference: "preparing" })],
  ["turn-asked", "pressed, the call opens", () => turn({ conference: "preparing" }, "asked")],
  ["turn-moment", "a moment, please", () => turn({}, "no", true)],
  ["turn-trouble", "could not be opened", () => turn({}, "trouble")],
  ["turn-nameless", "no clinician's name", () => turn({ clinician: "" })],
  ["turn-again", "called once more", () => turn({ again: true })],
  [
    "turn-inside",
    "the clinician and others are in the call",
    () => turn({ clinician_inside: true, party: INSIDE, stage: "in-call" }),
  ],
  ["turn-one-way", "seen and heard without seeing", () => turn({ media: "one-way" })],
  ["turn-sound", "sound only", () => turn({ media: "sound", clinician_inside: true })],
  ["by-phone", "is rung up", () => says({ kind: "by-phone", how: "rung", number: "" })],
  [
    "by-phone-calls-in",
    "is to call in",
    () => says({ kind: "by-phone", how: "calls-in", number: "+45 00 00 00 00" }),
  ],
  [
    "by-phone-unanswered",
    "did not take the phone",
    () => says({ kind: "by-phone", how: "unanswered", number: "" }),
  ],
  [
    "by-phone-inside",
    "takes part by phone",
    () => says({ kind: "by-phone", how: "inside", number: "" }),
  ],
  ["failed", "the conference could not be made", () => says({ kind: "failed" })],
  ["beside", "the others were let in", () => says({ kind: "beside", full: false })],
  ["beside-full", "the call is full", () => says({ kind: "beside", full: true })],
];

const LEFT = ["left", "ended", "removed", "replaced", "elsewhere"] as const;
const ENDED: readonly EndReason[] = [
  "completed",
  "left",
  "removed",
  "no-show",
  "cancelled",
  "closed",
  "expired",
];
const REFUSED = ["queue-closed", "queue-full", "log-behind", "not-found", "ended"] as const;
const OVER = ["signed-out", "denied", "no-queue", "replaced", "outdated", "fault"] as const;

const AFTER: readonly Row[] = [
  [
    "call-elsewhere",
    "the call is a page of the organisation's own",
    () => <Elsewhere unit={UNIT} link="https://node.example/" onOpen={nothing} onBack={nothing} />,
  ],
  ...LEFT.map((why): Row => [`left-call-${why}`, why, () => says({ kind: "left-call", why })]),
  ["left-call-asked", "going in again", () => says({ kind: "left-call", why: "left" }, "asked")],
  ["left-call-trouble", "did not open", () => says({ kind: "left-call", why: "left" }, "trouble")],
  ...ENDED.map((reason): Row => [`ended-${reason}`, reason, () => says({ kind: "ended", reason })]),
  ["gone-left", "left the line", () => says({ kind: "gone", how: "left" })],
  ["gone-done", "finished and cleared", () => says({ kind: "gone", how: "done" })],
];

const TROUBLE: readonly Row[] = [
  ["lost", "contact lost", () => lost({})],
  ["lost-far", "contact lost, far back", () => lost({ seat: { ahead: 40, exact: false } })],
  ["lost-hidden", "contact lost, places hidden", () => lost({ seat: { ahead: null } })],
  ["lost-offline", "not on the network", () => lost({ online: false })],
  [
    "lost-turn",
    "lost when it was the turn",
    () => lost({ was: { kind: "turn", preparing: false } }),
  ],
  ["lost-first", "never reached", () => lost({ was: { kind: "opening", slow: false } })],
  ["lost-server", "the server cannot confirm", () => lost({ server: true })],
  ...REFUSED.map((code): Row => [`refused-${code}`, code, () => says({ kind: "refused", code })]),
  ...OVER.map((why): Row => [`over-${why}`, why, () => says({ kind: "over", why })]),
  ["over-unknown", "never signed in", () => says({ kind: "over", why: "signed-out" }, "no", false)],
];

/** As on the real page, the live regions stand beside the screen. */
function framed(show: () => ComponentChildren) {
  return () => (
    <>
      <Announce from={newAnnouncer()} />
      {show()}
    </>
  );
}

export const stories: readonly Story[] = [...DOORS, ...WAITING, ...TURN, ...AFTER, ...TROUBLE].map(
  ([id, title, show]) => ({ id: `guest/${id}`, title, show: framed(show) }),
);
