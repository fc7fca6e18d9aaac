// Generated from the server's types by `python -m waitingroom.generated`; do not edit.

export const SUBPROTOCOL = "waiting.v1";
export const PROTOCOL = 1;
export const HELLO_S = 5;
export const PING_S = 15;
export const DEAD_S = 35;
export const MAX_BYTES = 4096;
export const MAX_ID = 64;
export const MAX_SEARCH = 100;
export const MAX_WINDOW = 200;

/** Why a connection was closed; the numbers are WebSocket close codes. */
export const CLOSE = {
  /** Both sides are done. */
  FINISHED: 1000,
  /** The person went to another page. */
  PAGE_LEFT: 1001,
  /** The frames break the rules of WebSocket. */
  BAD_FRAME: 1002,
  /** A binary message came; only text is spoken here. */
  BINARY: 1003,
  /** Never sent: what a browser says when the connection broke. */
  LOST: 1006,
  /** The text is not UTF-8. */
  BAD_TEXT: 1007,
  /** A rule of this place was broken. */
  POLICY: 1008,
  /** A message is longer than the server takes. */
  TOO_BIG: 1009,
  /** The server made a mistake; its log has it. */
  FAULT: 1011,
  /** This server stops; another one, or the next, goes on. */
  RESTART: 1012,
  /** Too many at once. */
  OVERLOADED: 1013,
  /** A message could not be understood. */
  MALFORMED: 4400,
  /** The sign-in is not valid, or not any more. */
  SIGNED_OUT: 4401,
  /** Not allowed, or not any more. */
  DENIED: 4403,
  /** There is no such queue, or not any more. */
  GONE: 4404,
  /** No Hello in time, or nothing heard for too long. */
  SILENT: 4408,
  /** The person's other windows took over; a button takes it back. */
  REPLACED: 4409,
  /** The visit goes on in another queue. */
  MOVED: 4410,
  /** The page does not read what it is sent. */
  TOO_SLOW: 4413,
  /** The page is of another release and must be loaded anew. */
  OUTDATED: 4426,
  /** Too many messages; Bye says how long to wait. */
  TOO_FAST: 4429,
} as const;
export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];
/** The close codes after which the page comes back by itself, with its back-off. */
export const COMES_BACK: readonly number[] = [1006, 1011, 1012, 1013, 4408, 4410, 4413, 4429];

/** An instant in ISO 8601, UTC, such as 2026-03-29T00:59:59.250Z. */
export type Instant = string;
export type Version = number;
export type OpId = string;
export type VisitId = string;
export type GuestId = string;
export type QueueId = string;
export type NodeId = string;
export type StaffId = string;
export type Failure = string;

export const MEDIA_VALUES = ["two-way", "one-way", "sound"] as const;
/** What goes which way: one way means that guests are seen and heard and get nothing back. */
export type Media = (typeof MEDIA_VALUES)[number];

export const MOVE_REASON_VALUES = ["urgent", "appointment", "interpreter", "child", "mistake", "other"] as const;
/** Why somebody was moved up: a choice and not free text, because the log never forgets. */
export type MoveReason = (typeof MOVE_REASON_VALUES)[number];

export const REMOVE_REASON_VALUES = ["no-answer", "wrong-queue", "duplicate", "helped-otherwise", "unknown-person", "other"] as const;
/** Why staff took somebody off the line. */
export type RemoveReason = (typeof REMOVE_REASON_VALUES)[number];

export const STAGE_VALUES = ["expected", "waiting", "admitted", "in-call", "ended"] as const;
/** Where a visit is; the moves between stages stand in `stages.py`. */
export type Stage = (typeof STAGE_VALUES)[number];

export const PHONE_VALUES = ["rung", "calls-in", "unanswered"] as const;
/** How somebody takes part by telephone: rung up by us, calling in, or not to be had. */
export type Phone = (typeof PHONE_VALUES)[number];

export const CONFERENCE_VALUES = ["preparing", "ready", "failed"] as const;
/** How far the conference of an admission is. */
export type Conference = (typeof CONFERENCE_VALUES)[number];

export const OUTCOME_VALUES = ["good", "usable", "sound-only", "unusable"] as const;
/** How a call from this device and line will be. */
export type Outcome = (typeof OUTCOME_VALUES)[number];

export const CAUSE_VALUES = ["browser-none", "browser-old", "browser-in-app", "net-offline", "ws-blocked", "path-none", "path-tcp-only", "node-blocked", "net-loss-up", "net-loss-down", "net-delay", "net-jitter", "net-slow-up", "net-slow-down", "net-busy", "net-audio-only", "device-slow", "cam-none", "cam-denied", "cam-busy", "cam-dark", "cam-covered", "mic-none", "mic-denied", "mic-busy", "mic-silent", "mic-quiet", "mic-clipping", "mic-noisy", "mic-echo", "speaker-not-heard", "check-failed"] as const;
/** What was found; each has a sentence and an advice in every language of the pages. */
export type Cause = (typeof CAUSE_VALUES)[number];

export const ROLE_VALUES = ["patient", "colleague", "interpreter", "relative"] as const;
/** Who a guest is to the visit, in the order in which they are called to a small call. */
export type Role = (typeof ROLE_VALUES)[number];

export const PRESENCE_VALUES = ["invited", "connected", "away", "parked", "left"] as const;
/** Where a guest is; a state of the guest, never a reason for a place to end. */
export type Presence = (typeof PRESENCE_VALUES)[number];

export const END_REASON_VALUES = ["completed", "left", "removed", "no-show", "cancelled", "closed", "expired", "transferred"] as const;
/** Why a visit ended; a lost connection is never among them. */
export type EndReason = (typeof END_REASON_VALUES)[number];

export const DIRECTION_VALUES = ["two-way", "send-only", "receive-only", "sound"] as const;
/** What somebody sends and gets in a call: a guest of a one-way call only sends. */
export type Direction = (typeof DIRECTION_VALUES)[number];

export const CODE_VALUES = ["already-admitted", "changed", "ended", "not-waiting", "not-admitted", "not-found", "queue-closed", "queue-full", "nobody-here", "call-full", "not-ready", "no-other-way", "no-phone", "too-many-rings", "too-late", "denied", "malformed", "op-reused", "busy", "unknown", "log-behind", "not-signed-in", "wrong-sign-in", "too-many-tries", "link-unknown", "link-early", "link-late", "link-revoked"] as const;
/** A stable, kebab-case name of one "no"; every code has a sentence in Danish and English. */
export type Code = (typeof CODE_VALUES)[number];

export const SHELF_VALUES = ["expected", "line", "parked", "admitted", "ended"] as const;
/** Where a visit stands in the queue's book; each shelf is a line with an order of its own. */
export type Shelf = (typeof SHELF_VALUES)[number];

export const KIND_VALUES = ["booked", "walk-in"] as const;
/** How the visit came to be: expected by staff, or walked in by the public door. */
export type Kind = (typeof KIND_VALUES)[number];

export const PRIORITY_VALUES = [0, 1] as const;
/** The class of a place in line; a smaller one goes first. */
export type Priority = (typeof PRIORITY_VALUES)[number];

export const TEXT_VALUES = ["sent", "failed", "unknown"] as const;
/** What became of the one text message to somebody who did not see that they were called. */
export type Text = (typeof TEXT_VALUES)[number];

export const PROVIDER_VALUES = ["embedded", "pexip", "vdx"] as const;
/** Who carries the conference: our own node, a Pexip installation, or a room of VDX. */
export type Provider = (typeof PROVIDER_VALUES)[number];

/**
 * The first message on every connection, within 5 seconds.
 *
 * Shape: `tab` is random for the life of one browser tab. `known` is the newest version this page
 * has shown, with the `epoch` it belonged to: nothing older is shown to it again. `place` is the
 * place ticket that a guest's page holds, empty for none.
 */
export interface Hello {
  readonly type: "Hello";
  readonly protocol: number;
  readonly locale: string;
  readonly tab: string;
  readonly epoch?: string;
  readonly known?: Version;
  readonly place?: string;
}

/**
 * Sent every 15 seconds, and at once after something that must be known was drawn.
 *
 * Shape: acknowledges every view up to `version`; `visible` tells whether a person could see it.
 */
export interface Ping {
  readonly type: "Ping";
  readonly version: Version;
  readonly visible: boolean;
}

/** A guest asks; `ref` ties the answer to it, `op_id` (UUIDv7) names the intent for ever. */
export interface GuestAsk {
  readonly type: "Ask";
  readonly ref: number;
  readonly op_id: OpId;
  readonly command: GuestCommand;
}

/** Take my place in line, or give it back to me; harmless when repeated. */
export interface Join {
  readonly type: "Join";
}

/** Give up my place. */
export interface Leave {
  readonly type: "Leave";
}

/** I am ready (or not any more) to be called. */
export interface Ready {
  readonly type: "Ready";
  readonly ready?: boolean;
}

/**
 * I have gone into the call on a page that is not ours, or have come back from it.
 *
 * Only where nobody else tells us (see `SILENT`); elsewhere the conference itself is believed.
 */
export interface SayInside {
  readonly type: "SayInside";
  readonly inside: boolean;
}

/** The guest has pressed Enter and wants the Pass to the call they are admitted to. */
export interface GuestEnter {
  readonly type: "Enter";
  readonly ref: number;
}

/** A colleague asks; `ref` ties the answer to it, `op_id` (UUIDv7) names the intent for ever. */
export interface BoardAsk {
  readonly type: "Ask";
  readonly ref: number;
  readonly op_id: OpId;
  readonly command: BoardCommand;
}

/** Let people in through the public door. */
export interface OpenQueue {
  readonly type: "OpenQueue";
}

/** Let nobody more in; those who wait are served, or are sent home when `send_home` is set. */
export interface CloseQueue {
  readonly type: "CloseQueue";
  readonly send_home?: boolean;
}

/** Take the notice to all who wait down. */
export interface WithdrawNotice {
  readonly type: "WithdrawNotice";
}

/**
 * Let this visit in; `seen` is the revision the clinician looked at, `guests` a part of it.
 *
 * Shape: no guests means all of the party who are here, as many as the call has places for.
 */
export interface Admit {
  readonly type: "Admit";
  readonly visit: VisitId;
  readonly seen: Version;
  readonly guests?: readonly GuestId[];
  readonly media?: Media;
}

/** Let one more of the party into the running call. */
export interface AdmitGuest {
  readonly type: "AdmitGuest";
  readonly visit: VisitId;
  readonly guest: GuestId;
}

/**
 * Let one of the party into a call by telephone: we ring them up, or they call in.
 *
 * Shape: with `seen`, the revision the clinician looked at, the call is opened for them, though
 * nobody of the party may have a page; without it the call is open already.
 */
export interface AdmitByPhone {
  readonly type: "AdmitByPhone";
  readonly visit: VisitId;
  readonly guest: GuestId;
  readonly ring?: boolean;
  readonly seen?: Version | null;
}

/** Back to the line, to the same place; the conference is gone. */
export interface PutBack {
  readonly type: "PutBack";
  readonly visit: VisitId;
}

/** Ahead of everybody who was not moved up. */
export interface MoveUp {
  readonly type: "MoveUp";
  readonly visit: VisitId;
  readonly reason: MoveReason;
}

/** Undo a move up: back to the place the arrival number gives. */
export interface MoveBack {
  readonly type: "MoveBack";
  readonly visit: VisitId;
}

/** Off the line; an expected visit is cancelled. */
export interface Remove {
  readonly type: "Remove";
  readonly visit: VisitId;
  readonly reason: RemoveReason;
}

/** Undo a removal, to the same place, while the queue's `undo_s` lasts. */
export interface Reinstate {
  readonly type: "Reinstate";
  readonly visit: VisitId;
}

/** The conversation is over. */
export interface End {
  readonly type: "End";
  readonly visit: VisitId;
}

/**
 * Prepare the conference of this admission once more after it failed.
 *
 * Shape: `other` asks for the next provider of the queue instead of the same one.
 */
export interface TryAgain {
  readonly type: "TryAgain";
  readonly visit: VisitId;
  readonly other?: boolean;
}

/** Send the visit with its whole party on to another queue of the organisation. */
export interface Transfer {
  readonly type: "Transfer";
  readonly visit: VisitId;
  readonly to: QueueId;
}

/** I am looking at this one; ends my claim on any other of the queue. */
export interface ClaimVisit {
  readonly type: "ClaimVisit";
  readonly visit: VisitId;
}

/** I am not looking any more. */
export interface ReleaseClaim {
  readonly type: "ReleaseClaim";
  readonly visit: VisitId;
}

/** The clinician goes into the call of this visit. */
export interface StaffEnter {
  readonly type: "Enter";
  readonly ref: number;
  readonly visit: VisitId;
}

/**
 * The colleague looks at this part of the line; answered by a whole Board.
 *
 * Shape: `size` from 1 to `MAX_WINDOW`, `search` at most `MAX_SEARCH` characters.
 */
export interface Look {
  readonly type: "Look";
  readonly window: Window;
}

/**
 * What part of a long line a colleague looks at.
 *
 * Shape: `size` cards from rank `first`; with a `search` text, the first `size` visits of any
 * shelf in which somebody's name or note contains it, whatever the case.
 */
export interface Window {
  readonly first?: number;
  readonly size?: number;
  readonly search?: string;
}

/**
 * Answers Hello; the view follows at once.
 *
 * Units: `ping_s` seconds between pings, `max_bytes` the longest message taken. `now` is UTC.
 */
export interface Welcome {
  readonly type: "Welcome";
  readonly node: NodeId;
  readonly epoch: string;
  readonly now: Instant;
  readonly ping_s: number;
  readonly max_bytes: number;
}

/** The whole of a guest's view, each time; at `confirmed_at` the server knew it to be true. */
export interface SeatShown {
  readonly type: "Seat";
  readonly version: Version;
  readonly confirmed_at: Instant;
  readonly seat: Seat;
}

/**
 * All that one guest's page shows.
 *
 * Shape: `ahead` is the banded number of visits before this one, `exact` tells whether it is the
 * true number, both empty when the queue hides places or the visit does not stand in line.
 * `called` is true when this very guest is let in, `again` when they have not seen it and are
 * called once more; `full` when the others of the party were and the call has no place more.
 * `phone` is how they take part by telephone, `dial_in_number` what they dial when they call in;
 * their code is told by the clinic. `clinician_inside` tells whether staff are in the call.
 * `goes_on_in` is the name of the queue that a transferred visit goes on in, `came_from` of the
 * one this visit was transferred from. `place` is another number whenever a new place ticket is
 * due, and 0 while there is no place.
 */
export interface Seat {
  readonly stage: Stage;
  readonly parked: boolean;
  readonly called: boolean;
  readonly again: boolean;
  readonly phone: Phone | null;
  readonly dial_in_number: string;
  readonly full: boolean;
  readonly entered: boolean;
  readonly admission: number;
  readonly conference: Conference | null;
  readonly media: Media | null;
  readonly clinician: string;
  readonly clinician_inside: boolean;
  readonly ahead: number | null;
  readonly exact: boolean;
  readonly estimate: WaitRange | null;
  readonly seen: boolean;
  readonly ready: boolean;
  readonly checked: LastCheck | null;
  readonly open: boolean;
  readonly notice: string;
  readonly notice_at: Instant | null;
  readonly due_at: Instant | null;
  readonly put_back: boolean;
  readonly party: readonly Companion[];
  readonly came_from: string;
  readonly goes_on_in: string;
  readonly place: number;
  readonly ended: EndReason | null;
}

/** From when until when the turn is expected, both UTC, `low_at` < `high_at`. */
export interface WaitRange {
  readonly low_at: Instant;
  readonly high_at: Instant;
}

/** A pre-check as it is shown: to nobody any more from `until` on. */
export interface LastCheck {
  readonly outcome: Outcome;
  readonly causes: readonly Cause[];
  readonly at: Instant;
  readonly until: Instant;
}

/** One other person of the same visit, by role, without a name; `inside` when in the call. */
export interface Companion {
  readonly role: Role;
  readonly presence: Presence;
  readonly inside: boolean;
}

/**
 * The way into one call, for the one who asked; never stored on either side.
 *
 * Shape: `node` is the base address of the Client API, empty for the page's own origin; `alias`,
 * `pin` and `tag` are for the SDK and are shown to nobody; `media` is what this one sends and
 * gets; `direct_media` says whether picture and sound may go straight to the other browser, which
 * then sees this one's address. With a `link` that page is opened instead of our own call; the
 * clinic's asks for `pin`.
 */
export interface Pass {
  readonly type: "Pass";
  readonly ref: number;
  readonly node: string;
  readonly alias: string;
  readonly pin: string;
  readonly tag: string;
  readonly display_name: string;
  readonly media: Direction;
  readonly direct_media: boolean;
  readonly link: string;
}

/** What was asked is durable. */
export interface Done {
  readonly type: "Done";
  readonly ref: number;
}

/**
 * What was asked did not happen (`unknown`: may have happened; ask again with the same op_id).
 *
 * Shape: `by` and `name` say whose act stands in the way, `at` since when. Units: `retry_ms`
 * milliseconds until it makes sense to ask again, 0 for never.
 */
export interface NotDone {
  readonly type: "Refused";
  readonly ref: number;
  readonly code: Code;
  readonly by: StaffId | null;
  readonly name: string;
  readonly at: Instant | null;
  readonly retry_ms: number;
}

/** Answers Ping, and says that all up to `version` was true at `confirmed_at`. */
export interface Pong {
  readonly type: "Pong";
  readonly now: Instant;
  readonly version: Version;
  readonly confirmed_at: Instant;
}

/**
 * The server will close; come back after so many milliseconds, spread out.
 *
 * Shape: `reason` is the word of the close code that follows. `after_ms` is 0 when the code says
 * not to come back, or when the page's own back-off will do.
 */
export interface Bye {
  readonly type: "Bye";
  readonly reason: string;
  readonly after_ms: number;
}

/** The whole board as seen through the colleague's window. */
export interface BoardShown {
  readonly type: "Board";
  readonly version: Version;
  readonly confirmed_at: Instant;
  readonly head: Head;
  readonly cards: readonly Card[];
}

/**
 * The figures and switches on top of the board.
 *
 * Shape: `waiting` counts the whole line, `arrivals` all who ever came: a card with a larger
 * number has come since. `found` counts the visits the search matched (0 without one).
 * `restored_at` is when the queue went on from an older copy, with numbers far from those before;
 * while it is `restoring` people come back to their places.
 */
export interface Head {
  readonly queue: QueueId;
  readonly open: boolean;
  readonly notice: string;
  readonly notice_at: Instant | null;
  readonly waiting: number;
  readonly arrivals: number;
  readonly longest_since: Instant | null;
  readonly expected: number;
  readonly parked: number;
  readonly admitted: number;
  readonly ended: number;
  readonly first: number;
  readonly found: number;
  readonly call_places: number;
  readonly grace_s: number;
  readonly rings: boolean;
  readonly calls_in: boolean;
  readonly restored_at: Instant | null;
  readonly restoring: boolean;
}

/**
 * One visit on the board.
 *
 * Shape: within its shelf a card stands by (`priority`, `number`); `rank` is not in it, so that
 * one admit does not change every card behind it. `restored` tells that the place comes from the
 * guest's own ticket: what happened to the visit since the copy was made is not known.
 */
export interface Card {
  readonly visit: VisitId;
  readonly shelf: Shelf;
  readonly kind: Kind;
  readonly stage: Stage;
  readonly revision: Version;
  readonly priority: Priority;
  readonly number: number;
  readonly due_at: Instant | null;
  readonly arrived_at: Instant | null;
  readonly note: string;
  readonly guests: readonly CardGuest[];
  readonly claim: CardClaim | null;
  readonly admission: CardAdmission | null;
  readonly admissions: number;
  readonly came_from: string;
  readonly restored: boolean;
  readonly ended: CardEnded | null;
}

/**
 * One person on a card, with the receipts of the open admission.
 *
 * Shape: `unreached_at` is empty again once they are reached; `text` tells of the text message;
 * `dial_in` is there for who calls in by telephone, to be read aloud to them.
 */
export interface CardGuest {
  readonly guest: GuestId;
  readonly role: Role;
  readonly name: string;
  readonly phone_number: string;
  readonly language: string;
  readonly birth_year: number | null;
  readonly presence: Presence;
  readonly since: Instant;
  readonly ready: boolean;
  readonly checked: LastCheck | null;
  readonly called: boolean;
  readonly called_at: Instant | null;
  readonly told_at: Instant | null;
  readonly seen_at: Instant | null;
  readonly entered_at: Instant | null;
  readonly left_at: Instant | null;
  readonly again_at: Instant | null;
  readonly unreached_at: Instant | null;
  readonly phone: Phone | null;
  readonly dial_in: DialIn | null;
  readonly text: Text | null;
}

/** How one guest calls in to one admission by telephone: the number, and their own code. */
export interface DialIn {
  readonly number: string;
  readonly code: string;
}

/** Who looks at the visit. */
export interface CardClaim {
  readonly by: StaffId;
  readonly name: string;
  readonly at: Instant;
}

/**
 * Who let the visit in, when, how far the call is, and the names of the staff in it.
 *
 * Shape: `other_way` is who may carry the call instead, None when nobody else can; `failure` is a
 * word for why it could not be made. From `choose_at` on, somebody who was not reached is a
 * question to the clinician.
 */
export interface CardAdmission {
  readonly number: number;
  readonly by: StaffId;
  readonly name: string;
  readonly at: Instant;
  readonly conference: Conference;
  readonly failure: Failure;
  readonly provider: Provider;
  readonly other_way: Provider | null;
  readonly media: Media;
  readonly inside: readonly string[];
  readonly choose_at: Instant;
}

/**
 * How the visit ended.
 *
 * Shape: `name` is the colleague who did it, empty when nobody did; `to` is the name of the queue
 * that a transferred visit goes on in.
 */
export interface CardEnded {
  readonly reason: EndReason;
  readonly at: Instant;
  readonly name: string;
  readonly to: string;
  readonly undo_until: Instant | null;
}

/** What is different since the board before: cards to put in place, visits to take off. */
export interface BoardChange {
  readonly type: "BoardChange";
  readonly version: Version;
  readonly confirmed_at: Instant;
  readonly head: Head;
  readonly put: readonly Card[];
  readonly remove: readonly VisitId[];
}

export type FromGuest = Hello | Ping | GuestAsk | GuestEnter;

export type FromStaff = Hello | Ping | BoardAsk | StaffEnter | Look;

export type ToGuest = Welcome | SeatShown | Pass | Done | NotDone | Pong | Bye;

export type ToStaff = Welcome | BoardShown | BoardChange | Pass | Done | NotDone | Pong | Bye;

export type GuestCommand = Join | Leave | Ready | SayInside;

export type BoardCommand = OpenQueue | CloseQueue | WithdrawNotice | Admit | AdmitGuest | AdmitByPhone | PutBack | MoveUp | MoveBack | Remove | Reinstate | End | TryAgain | Transfer | ClaimVisit | ReleaseClaim;
