// Installations and tests as fixtures, for the gallery and for the tests.
import type { Environment, Numbers, Path, Plan, Way } from "../precheck/talk.gen";
import type { Outcome } from "../wire.gen";
import type { Installation, Opening, Purpose } from "./api";
import type { Course } from "./results";
import { NOTHING, type Seen } from "./seen";
import { IDLE, type Test } from "./testing";

/** 10.23 in Denmark, a Wednesday in November. */
export const WHEN = Date.parse("2026-11-25T09:23:07Z");

export const BROWSER: Environment = {
  browser: "edge",
  major: 156,
  system: "windows",
  secure: true,
  webrtc: true,
  devices: true,
  websocket: true,
  in_app: false,
  save_data: false,
  mobile: false,
};

const TARGETS: Readonly<Record<Purpose, Opening["target"]>> = {
  web: "server",
  media: "server",
  "turn-udp": "turn",
  "turn-tcp": "turn",
  "turn-tls": "turn",
  "node-web": "node",
  "node-media": "node",
};

export function opening(
  purpose: Purpose,
  host: string,
  protocol: Opening["protocol"],
  first: number,
  last = first,
): Opening {
  return { source: "people", target: TARGETS[purpose], host, protocol, first, last, purpose };
}

const OURS: readonly Opening[] = [
  opening("web", "venter.example.dk", "tcp", 443),
  opening("media", "192.0.2.7", "udp", 32768, 60999),
];

const TURN: readonly Opening[] = [
  opening("turn-udp", "turn.example.dk", "udp", 3478),
  opening("turn-tcp", "turn.example.dk", "tcp", 3478),
  opening("turn-tls", "turn.example.dk", "tcp", 443),
];

function node(host: string): readonly Opening[] {
  return [
    opening("node-web", host, "tcp", 443),
    opening("node-media", host, "udp", 40000, 49999),
    opening("node-media", host, "tcp", 40000, 49999),
  ];
}

/** All there can be: our own node, a TURN server, a Pexip installation and VDX. */
export const WHOLE: Installation = {
  site: "venter.example.dk",
  openings: [...OURS, ...TURN, ...node("pexip1.example.dk"), ...node("vdx.example.dk")],
  conferences: { embedded: [], pexip: ["pexip1.example.dk"], vdx: ["vdx.example.dk"] },
};

/** Our own node with a TURN server, as most small clinics have it. */
export const SMALL: Installation = {
  site: "venter.example.dk",
  openings: [...OURS, ...TURN],
  conferences: { embedded: [] },
};

/** Nothing but the demonstration. */
export const BARE: Installation = {
  site: "127.0.0.1:8000",
  openings: [
    opening("web", "127.0.0.1", "tcp", 8000),
    opening("media", "127.0.0.1", "udp", 32768, 60999),
  ],
  conferences: { embedded: [] },
};

export const PLAN: Plan = {
  type: "Plan",
  depth: "full",
  turns: [],
  nodes: [
    { url: "https://pexip1.example.dk", test_call: "test" },
    { url: "https://vdx.example.dk", test_call: "" },
  ],
  clip_height: 720,
  uplink_kbps: 1200,
  up_bytes: 3_000_000,
  down_bytes: 3_000_000,
  deadline_ms: 60_000,
};

export const NUMBERS: Numbers = {
  rtt_ms: 21.4,
  loss_up: 0,
  loss_down: 0.002,
  jitter_up_ms: 1.4,
  jitter_down_ms: 2.1,
  up_mbps: 19.3,
  down_mbps: 48.2,
  added_ms: 17,
  mos: 4.3,
};

const TIMES: Readonly<Record<Way, number>> = {
  direct: 134,
  "turn-udp": 174,
  "turn-tcp": 207,
  "turn-tls": 300,
};

export function pathsOf(open: readonly Way[]): readonly Path[] {
  return (Object.keys(TIMES) as Way[]).map((way) =>
    open.includes(way)
      ? { way, works: true, connect_ms: TIMES[way], rtt_ms: 21 }
      : { way, works: false },
  );
}

export const ALL_OPEN: Seen = {
  plan: PLAN,
  signalling: { works: true, rtt_ms: 20.6 },
  paths: pathsOf(["direct", "turn-udp", "turn-tcp", "turn-tls"]),
  nodes: [{ answers: true, test_call: true }, { answers: true }],
  outcome: "good",
  numbers: NUMBERS,
};

/** A house that lets no UDP out, on a slow line, with one of two nodes closed. */
export const NO_UDP: Seen = {
  ...ALL_OPEN,
  paths: pathsOf(["turn-tcp", "turn-tls"]),
  nodes: [{ answers: true, test_call: false }, { answers: false }],
  outcome: "usable",
  numbers: { ...NUMBERS, rtt_ms: 231, loss_up: 0.034, up_mbps: 0.86, added_ms: 140 },
};

export const CLOSED: Seen = {
  ...ALL_OPEN,
  paths: pathsOf([]),
  nodes: [{ answers: false }, { answers: false }],
  outcome: "unusable",
  numbers: null,
};

export function over(seen: Seen, course: Course = "judged"): Test {
  return { ...IDLE, course, seen, step: "verdict", when: WHEN };
}

export function judged(outcome: Outcome): Test {
  return over({ ...ALL_OPEN, outcome });
}

/** The ways are being tried; the first has been found. */
export const RUNNING: Test = {
  ...IDLE,
  course: "running",
  step: "ways",
  seen: {
    ...NOTHING,
    plan: PLAN,
    signalling: ALL_OPEN.signalling,
    paths: pathsOf(["direct"]).slice(0, 1),
  },
};
