// What the page for IT departments asks over HTTP: what must be open, and what opens a test.
import type { Ticket } from "../precheck/run";
import type { Code, Provider } from "../wire.gen";

/** What an opening is for, in the order in which they are listed. */
export const PURPOSES = [
  "web",
  "media",
  "turn-udp",
  "turn-tcp",
  "turn-tls",
  "node-web",
  "node-media",
] as const;
export type Purpose = (typeof PURPOSES)[number];

export type Protocol = "tcp" | "udp";

/** One line for a firewall: people call this host at these ports, both inside. */
export interface Opening {
  readonly source: "people";
  readonly target: "server" | "turn" | "node";
  readonly host: string;
  readonly protocol: Protocol;
  readonly first: number;
  readonly last: number;
  readonly purpose: Purpose;
}

/** `conferences` are the providers that are set up, with the hosts of their nodes. */
export interface Installation {
  readonly site: string;
  readonly openings: readonly Opening[];
  readonly conferences: Readonly<Partial<Record<Provider, readonly string[]>>>;
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

/** Errors: `Failed`, and nothing else. */
export const networkApi = {
  look: () => call<Installation>("/api/network", {}),
  check: () =>
    call<Ticket>("/api/network/check", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: "{}",
    }),
};

export type NetworkApi = typeof networkApi;

async function call<Answer>(path: string, request: RequestInit): Promise<Answer> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answer = await fetch(path, { cache: "no-store", signal, ...request }).catch(() => {
    throw new Failed("offline");
  });
  const said = await answer.json().catch(() => ({ code: "fault" }));
  if (!answer.ok) throw new Failed((said as { code: Why }).code);
  return said as Answer;
}
