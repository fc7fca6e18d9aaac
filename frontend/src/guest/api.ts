// What guest pages ask over HTTP: whose door this is, to come in, who I am, to go. Errors are codes.
import type { Locale } from "../texts";
import type { Code, Instant, QueueId, Role } from "../wire.gen";

export interface Unit {
  readonly name: string;
  readonly phone: string;
}

export interface Queue {
  readonly id: QueueId;
  readonly name: string;
}

export type LinkState = "open" | "early" | "late" | "revoked" | "ended" | "unknown";

/** What a personal link is; asking changes nothing. */
export interface Peeked {
  readonly state: LinkState;
  readonly unit: Unit | null;
  readonly due_at: Instant | null;
  readonly role: Role | null;
}

/** A unit's public door; `queues` take people in now. */
export interface Door {
  readonly unit: Unit;
  readonly open: boolean;
  readonly queues: readonly Queue[];
  readonly asks_reason: boolean;
  readonly languages: readonly string[];
}

export interface Me {
  readonly unit: Unit;
  readonly queue: Queue;
  readonly role: Role;
  readonly name: string;
  readonly language: string;
}

/** A way for the same person to go on on another device; `qr` is a picture as a data address. */
export interface Elsewhere {
  readonly link: string;
  readonly qr: string;
  readonly until: Instant;
}

/** What opens a test of camera, sound and connection, and the line it goes over. */
export interface CheckTicket {
  readonly ticket: string;
  readonly line: string;
}

export interface WalkIn {
  readonly queue: QueueId;
  readonly name: string;
  readonly reason: string;
  readonly language: string;
  readonly role: Role;
}

/** `offline`: nobody answered. `fault`: we made a mistake and wrote it down. */
export type Why = Code | "offline" | "fault";

export class Failed extends Error {
  readonly code: Why;

  constructor(code: Why) {
    super(code);
    this.code = code;
  }
}

const PATIENCE_MS = 10_000;

export const guestApi = {
  peek: (token: string) => call<Peeked>("/api/guest/peek", { token }),
  /** `here` closes this person's pages on other devices: they go on on this one. */
  enter: (token: string, locale: Locale, here: boolean) =>
    call<Me>("/api/guest/enter", { token, locale, here }),
  door: (slug: string) => call<Door>(`/api/door/${encodeURIComponent(slug)}`),
  walkIn: (slug: string, form: WalkIn) => call<Me>(`/api/door/${encodeURIComponent(slug)}`, form),
  me: () => call<Me>("/api/guest/me"),
  /** The browser keeps it as a cookie too, which no script can read. */
  place: () => call<{ readonly ticket: string }>("/api/guest/place", {}),
  elsewhere: () => call<Elsewhere>("/api/guest/elsewhere", {}),
  check: () => call<CheckTicket>("/api/guest/check", {}),
  /** For who has no place yet. */
  checkAhead: () => call<CheckTicket>("/api/network/check", {}),
  signOut: () => call<unknown>("/api/guest/sign-out", {}),
};

export type GuestApi = typeof guestApi;

/** Errors: `Failed`, and nothing else; then nothing is known to have happened. */
async function call<Answer>(path: string, body?: object): Promise<Answer> {
  const answer = await fetch(path, request(body)).catch(() => {
    throw new Failed("offline");
  });
  const said = await answer.json().catch(() => ({ code: "fault" }));
  if (!answer.ok) throw new Failed((said as { code: Why }).code);
  return said as Answer;
}

function request(body: object | undefined): RequestInit {
  const ends = new AbortController();
  setTimeout(() => ends.abort(), PATIENCE_MS);
  const shared: RequestInit = {
    credentials: "same-origin",
    cache: "no-store",
    signal: ends.signal,
  };
  if (body === undefined) return shared;
  const headers = { "Content-Type": "application/json" };
  return { ...shared, method: "POST", headers, body: JSON.stringify(body) };
}
