// What a test says of each opening: works, does not work, or not tested and why. Pure.
import type { Failure } from "../precheck/checking";
import type { Path, Reached, Way } from "../precheck/talk.gen";
import type { Installation, Opening, Purpose } from "./api";
import type { Seen } from "./seen";

export type Standing = "untested" | "testing" | "works" | "fails";

/** What must be said besides, so that nobody reads more out of a result than is in it. */
export type Remark = "one-of" | "first-only" | "no-call" | "by-call" | "not-reached" | "cut";

export interface Result {
  readonly standing: Standing;
  /** Units: milliseconds. */
  readonly connectMs: number | null;
  readonly rttMs: number | null;
  readonly remark: Remark | null;
}

export interface Row {
  readonly opening: Opening;
  readonly result: Result;
}

/** Where the test is: not begun, on its way, or over, with or without a verdict. */
export type Course = "idle" | "running" | "judged" | Failure;

const WAYS: Readonly<Partial<Record<Purpose, Way>>> = {
  media: "direct",
  "turn-udp": "turn-udp",
  "turn-tcp": "turn-tcp",
  "turn-tls": "turn-tls",
};

export function rowsOf(installation: Installation, seen: Seen, course: Course): readonly Row[] {
  const { openings } = installation;
  return openings.map((opening) => ({
    opening,
    result: resultOf(opening, openings, seen, course),
  }));
}

function resultOf(
  opening: Opening,
  openings: readonly Opening[],
  seen: Seen,
  course: Course,
): Result {
  if (course === "idle") return plain("untested");
  const way = WAYS[opening.purpose];
  if (way) return ofWay(opening, openings, pathOf(seen, way), course);
  if (opening.purpose === "web") return ofSite(seen, course);
  const node = nodeOf(seen, opening.host);
  return opening.purpose === "node-web" ? ofNode(node, course) : ofCall(node, course);
}

function ofSite({ signalling }: Seen, course: Course): Result {
  if (signalling) return timed("works", null, signalling.rtt_ms);
  return course === "blocked" ? plain("fails", "cut") : unknown(course);
}

function ofWay(
  opening: Opening,
  openings: readonly Opening[],
  path: Path | undefined,
  course: Course,
): Result {
  const same = openings.filter(({ purpose }) => purpose === opening.purpose);
  // Of a TURN server with several addresses for one way the first is tried.
  if (opening.purpose !== "media" && same[0] !== opening) return plain("untested", "first-only");
  if (!path) return unknown(course);
  if (!path.works) return plain("fails");
  const result = timed("works", path.connect_ms, path.rtt_ms);
  return same.length > 1 && opening.purpose === "media" ? { ...result, remark: "one-of" } : result;
}

function ofNode(node: Reached | undefined, course: Course): Result {
  if (!node) return unknown(course);
  return plain(node.answers ? "works" : "fails");
}

function ofCall(node: Reached | undefined, course: Course): Result {
  if (!node) return unknown(course);
  const called = node.test_call ?? null;
  if (called === null) return plain("untested", node.answers ? "no-call" : "not-reached");
  return called ? plain("works", "by-call") : plain("fails");
}

function unknown(course: Course): Result {
  return course === "running" ? plain("testing") : plain("untested", "not-reached");
}

function plain(standing: Standing, remark: Remark | null = null): Result {
  return { standing, connectMs: null, rttMs: null, remark };
}

function timed(
  standing: Standing,
  connectMs: number | null | undefined,
  rttMs: number | null | undefined,
): Result {
  return { standing, connectMs: connectMs ?? null, rttMs: rttMs ?? null, remark: null };
}

function pathOf(seen: Seen, way: Way): Path | undefined {
  return seen.paths.find((path) => path.way === way);
}

function nodeOf({ plan, nodes }: Seen, host: string): Reached | undefined {
  return nodes.find((_, at) => hostOf(plan?.nodes[at]?.url) === host);
}

/** The name or the address in a node's address; an IPv6 one without its brackets, as in the table. */
function hostOf(url: string | undefined): string {
  return (
    /^https?:\/\/(?:\[([^\]]+)\]|([^:/]+))/
      .exec(url ?? "")
      ?.slice(1)
      .join("") ?? ""
  );
}
