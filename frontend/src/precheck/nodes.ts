// Whether the conference nodes of the calls are to be reached from here, and a test call where there is one.
import type { Ports } from "./ports";
import type { Node, Reached } from "./talk.gen";

/** Units: milliseconds. */
const REACH_MS = 5_000;
const CALL_MS = 12_000;

type Reaching = Pick<Ports, "reaches" | "calls" | "later">;

export function reachNodes(
  ports: Reaching,
  nodes: readonly Node[],
  signal: AbortSignal,
): Promise<Reached[]> {
  return Promise.all(nodes.map((node) => reach(ports, node, signal)));
}

async function reach(ports: Reaching, { url, test_call }: Node, signal: AbortSignal) {
  const answers = await inTime(ports, REACH_MS, signal, (ends) => ports.reaches(url, ends));
  if (!answers || !test_call) return { answers };
  const called = await inTime(ports, CALL_MS, signal, (ends) => ports.calls(url, test_call, ends));
  return { answers, test_call: called };
}

/** What this comes to; no, when it fails or takes longer, or the check is stopped. */
async function inTime(
  ports: Reaching,
  ms: number,
  signal: AbortSignal,
  ask: (ends: AbortSignal) => Promise<boolean>,
): Promise<boolean> {
  const ends = new AbortController();
  const end = () => ends.abort();
  signal.addEventListener("abort", end, { once: true });
  const off = ports.later(ms, end);
  try {
    return await ask(ends.signal).catch(() => false);
  } finally {
    off();
    signal.removeEventListener("abort", end);
  }
}
