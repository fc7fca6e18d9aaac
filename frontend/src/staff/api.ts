// What the staff's pages ask over HTTP: sign-in, who I am, and forms whose words must not go through the line.
import type { Ticket } from "../precheck";
import type { Browser, System } from "../precheck/talk.gen";
import type { Cause, Code, Outcome, Role } from "../wire.gen";

/** Why something was not done: a code with a sentence in the texts. `offline`: nothing reached the server. */
export interface Problem {
  readonly code: Code | "offline" | "fault";
  /** The form's field that does not fit, empty when it is not about one. */
  readonly field: string;
  /** Units: seconds until it makes sense to try again, 0 when nobody said. */
  readonly retryS: number;
}

export type Reply<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: Problem };

export type StaffRole = "clinician" | "secretary" | "administrator";

export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly muted: boolean;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Unit extends Named {
  readonly queues: readonly Named[];
}

export interface Me {
  readonly staff: Colleague;
  readonly units: readonly Unit[];
}

/** One person as the form sends them. */
export interface Person {
  readonly role: Role;
  readonly name: string;
  readonly phone: string;
  readonly language: string;
  readonly note: string;
  readonly birth_year: number | null;
}

/** Somebody's personal link, the only time it is shown; `qr` is a picture as a data address. */
export interface PersonLink {
  readonly guest: string;
  readonly role: Role;
  readonly link: string;
  readonly qr: string;
}

/** One line of a visit's history; `by` is a colleague's name, empty when nobody of staff did it. */
export interface Fact {
  readonly at: string;
  readonly kind: string;
  readonly by: string;
}

/** One of the unit's own devices, as its last pre-check found it; `major` 0 when unknown. */
export interface Device {
  readonly name: string;
  readonly outcome: Outcome;
  readonly causes: readonly Cause[];
  readonly browser: Browser;
  readonly major: number;
  readonly system: System;
  readonly seen_at: string;
}

/** How many pre-checks of guests; null where there are fewer than may be told by number. */
export interface BrowserCount {
  readonly browser: Browser;
  readonly system: System;
  readonly outcome: Outcome;
  readonly count: number | null;
}

export interface CauseCount {
  readonly cause: Cause;
  readonly count: number;
}

/** Counts are of the last `days`; `checks`: a device can be tested here. */
export interface Equipment {
  readonly devices: readonly Device[];
  readonly browsers: readonly BrowserCount[];
  readonly causes: readonly CauseCount[];
  readonly days: number;
  readonly fewest: number;
  readonly checks: boolean;
}

/** All that the pages ask; the gallery has one that answers from fixtures. */
export interface Api {
  me(): Promise<Reply<Me>>;
  signIn(login: string, password: string): Promise<Reply<unknown>>;
  signOut(): Promise<Reply<unknown>>;
  mute(muted: boolean): Promise<Reply<unknown>>;
  notice(queue: string, text: string, opId: string): Promise<Reply<unknown>>;
  expect(
    queue: string,
    guests: readonly Person[],
    dueAt: string | null,
    opId: string,
  ): Promise<Reply<{ readonly visit: string; readonly guests: readonly PersonLink[] }>>;
  invite(queue: string, visit: string, person: Person, opId: string): Promise<Reply<PersonLink>>;
  link(queue: string, visit: string, guest: string): Promise<Reply<PersonLink>>;
  history(queue: string, visit: string): Promise<Reply<readonly Fact[]>>;
  /** All queues of the organisation: where a visit may be transferred to. */
  queues(): Promise<Reply<readonly Unit[]>>;
  equipment(queue: string): Promise<Reply<Equipment>>;
  /** What opens a pre-check of the device one sits at. */
  checkDevice(queue: string, device: string): Promise<Reply<Ticket>>;
  renameDevice(queue: string, device: string, name: string): Promise<Reply<unknown>>;
  removeDevice(queue: string, name: string): Promise<Reply<unknown>>;
}

export const api: Api = {
  me: () => ask("/me"),
  signIn: (login, password) => ask("/sign-in", { login, password }),
  signOut: () => ask("/sign-out", {}),
  mute: (muted) => ask("/me/muted", { muted }),
  notice: (queue, text, op_id) => ask(`/queues/${queue}/notice`, { text, op_id }),
  expect: (queue, guests, due_at, op_id) =>
    ask(`/queues/${queue}/visits`, { guests, due_at, op_id }),
  invite: (queue, visit, person, op_id) =>
    ask(`/queues/${queue}/visits/${visit}/guests`, { ...person, op_id }),
  link: (queue, visit, guest) => ask(`/queues/${queue}/visits/${visit}/guests/${guest}/link`, {}),
  history: (queue, visit) => ask(`/queues/${queue}/visits/${visit}/history`),
  queues: () => ask("/queues"),
  equipment: (queue) => ask(`/queues/${queue}/equipment`),
  checkDevice: (queue, device) => ask(`/queues/${queue}/check`, { device }),
  renameDevice: (queue, device, name) => ask(`/queues/${queue}/equipment/rename`, { device, name }),
  removeDevice: (queue, name) => ask(`/queues/${queue}/equipment/remove`, { name }),
};

/** Units: milliseconds. A request that takes longer is given up; forms are safe to send again. */
const PATIENCE_MS = 15_000;

async function ask<Value>(path: string, form?: object): Promise<Reply<Value>> {
  try {
    const response = await fetch(`/api/staff${path}`, {
      ...(form ? posted(form) : { method: "GET" }),
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (response.ok) return { ok: true, value: (await response.json()) as Value };
    return { ok: false, problem: await problem(response) };
  } catch {
    return { ok: false, problem: { code: "offline", field: "", retryS: 0 } };
  }
}

function posted(form: object): RequestInit {
  return {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(form),
  };
}

async function problem(response: Response): Promise<Problem> {
  const said = (await response.json().catch(() => ({}))) as { code?: string; field?: string };
  return {
    code: (said.code as Problem["code"] | undefined) ?? "fault",
    field: said.field ?? "",
    retryS: Number(response.headers.get("Retry-After")) || 0,
  };
}
