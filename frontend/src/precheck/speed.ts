// How much the line carries each way, over the line itself, and how long a question takes meanwhile.
import { told } from "./figures";
import type { Line } from "./line";
import type { Ports } from "./ports";
import { LOADED_PER_S, type Probing, probing } from "./probe";
import type { Plan, Toward } from "./talk.gen";
import { pause, within } from "./waits";

const FRAME_BYTES = 8 * 1024;
const MOST_UNSENT_BYTES = 64 * 1024;

/** Where all bytes are through before so many answers came, no queue had time to grow. */
const ENOUGH = 10;

/** Units: milliseconds. */
const UP_MS = 2_000;
const TICK_MS = 4;
/** Others may be testing their speed; longer nobody waits. */
const PATIENCE_MS = 8_000;

export interface SpeedOptions {
  readonly ports: Ports;
  readonly line: Line;
  readonly plan: Plan;
  /** The way that stays open, for the small messages meanwhile. */
  readonly peer: RTCPeerConnection;
  readonly signal: AbortSignal;
}

/** Down, then up; the probe judges by its own count of both. Errors: Stopped, LineLost, CheckRefused. */
export async function testSpeed(options: SpeedOptions): Promise<void> {
  await loaded(options, "down", () => fetchAll(options));
  await loaded(options, "up", () => sendAll(options));
}

/** Small messages for as long as the line is full. */
async function loaded(
  { ports, line, peer, signal }: SpeedOptions,
  toward: Toward,
  fill: () => Promise<void>,
): Promise<void> {
  const small = await probing(ports, peer, signal);
  let full = true;
  const counting = small?.send(LOADED_PER_S, () => full, signal);
  // It is awaited below; should the filling fail first, that is the error to tell.
  counting?.catch(() => {});
  try {
    await fill();
  } finally {
    full = false;
  }
  await counting;
  if (small) tell(line, toward, small);
}

function tell(line: Line, toward: Toward, small: Probing): void {
  const phase = toward === "up" ? "loaded-up" : "loaded-down";
  const probe = small.counted();
  if (probe.returned >= ENOUGH) line.say({ type: "Counted", phase, probe });
}

async function fetchAll({ ports, line, signal }: SpeedOptions): Promise<void> {
  const came: Came[] = [];
  line.onFrame = (bytes) => came.push({ at: ports.now(), bytes });
  const over = measured(line, "down");
  line.say({ type: "SpeedTest", toward: "down" });
  await within(ports, PATIENCE_MS, signal, over, null);
  line.onFrame = () => {};
  line.say({ type: "SpeedDone", toward: "down", mbps: told(mbps(came)) });
}

async function sendAll({ ports, line, plan, signal }: SpeedOptions): Promise<void> {
  const frame = new Uint8Array(FRAME_BYTES);
  // Nothing on the way can make it smaller.
  ports.random(frame);
  const over = measured(line, "up");
  let isOver = false;
  over.then(
    () => {
      isOver = true;
    },
    () => {},
  );
  line.say({ type: "SpeedTest", toward: "up" });
  const ends = ports.now() + UP_MS;
  for (let sent = 0; ports.now() < ends && sent < plan.up_bytes && !isOver; ) {
    while (line.unsent < MOST_UNSENT_BYTES && sent < plan.up_bytes) {
      line.frame(frame);
      sent += FRAME_BYTES;
    }
    await pause(ports, TICK_MS, signal);
  }
  line.say({ type: "SpeedDone", toward: "up", mbps: null });
  await within(ports, PATIENCE_MS, signal, over, null);
}

function measured(line: Line, toward: Toward) {
  return line.next(["SpeedMeasured"], (said) => said.toward === toward);
}

export interface Came {
  /** Units: milliseconds. */
  readonly at: number;
  readonly bytes: number;
}

/** Mbit/s once the first 30 % of the time are over, in which a line finds its speed. */
export function mbps(came: readonly Came[]): number | undefined {
  const first = came[0];
  const last = came.at(-1);
  if (!first || !last) return undefined;
  const settled = came.filter(({ at }) => at >= first.at + 0.3 * (last.at - first.at));
  const ms = last.at - (settled[0]?.at ?? last.at);
  const bytes = settled.slice(1).reduce((sum, each) => sum + each.bytes, 0);
  return ms > 0 ? (bytes * 8) / ms / 1000 : undefined;
}
