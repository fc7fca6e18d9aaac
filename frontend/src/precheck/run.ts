// One check from the ticket to the verdict: the steps, in their order, over one line.
import { letGo, lookAt, type Opened, openDevices } from "./devices";
import { depthOf, environmentOf } from "./environment";
import { median, told } from "./figures";
import { CheckRefused, Line, LineLost } from "./line";
import { exchange } from "./media";
import { reachNodes } from "./nodes";
import type { Ports } from "./ports";
import { probed } from "./probe";
import { testSpeed } from "./speed";
import {
  type Depth,
  type Devices,
  type Judged,
  type Plan,
  PROTOCOL,
  type Queued,
  type Reached,
  type Signalling,
  type Speaker,
} from "./talk.gen";
import { pause, Stopped } from "./waits";
import { deadlineMs, type Tried, tryWays } from "./ways";

/** What opens a check. */
export interface Ticket {
  readonly ticket: string;
  readonly line: string;
}

/** The steps as a person is told of them, in their order. */
export const STEPS = ["devices", "contact", "ways", "media", "speed", "verdict"] as const;
export type Step = (typeof STEPS)[number];

/** What happens meanwhile. */
export interface Hear {
  /** This step has begun; all before it are done. */
  readonly step: (step: Step) => void;
  readonly queued: (queued: Queued) => void;
  /** There is no place in the line either; it is tried again by itself. */
  readonly busy: () => void;
  readonly opened: (opened: Opened) => void;
  /** How loud it is now, 0 to 1. */
  readonly level: (level: number) => void;
  /** The microphone has been heard; now the person may be asked what they hear. */
  readonly looked: (devices: Devices) => void;
}

export interface RunOptions {
  readonly ports: Ports;
  readonly ticket: () => Promise<Ticket>;
  /** Null asks the network how much it may cost. */
  readonly depth: Depth | null;
  /** Each way to its end, and no camera: for who looks after a network. */
  readonly network: boolean;
  /** What was found of the devices before, where they are not opened now. */
  readonly before: Devices | null;
  readonly speaker: () => Speaker;
  readonly hear: Hear;
  readonly signal: AbortSignal;
}

const ECHOES = 10;

/** How often somebody who is told that there is no room now is tried again for. */
const TRIES = 3;

/** How long a line may take to open: long enough for one through a satellite. Units: milliseconds. */
const OPEN_MS = 10_000;

/** How long small messages are counted. Units: milliseconds. */
const PROBE_MS: Readonly<Record<Depth, number>> = { full: 10_000, light: 2_000, again: 3_000 };

/** Errors: Stopped, CheckRefused, LineLost, and those of `ticket`. Then all is let go. */
export async function check(options: RunOptions): Promise<Judged> {
  // Whatever ends the check ends all that still runs of it.
  const ends = new AbortController();
  const end = () => ends.abort();
  options.signal.addEventListener("abort", end, { once: true });
  if (options.signal.aborted) end();
  const run = new Run({ ...options, signal: ends.signal });
  try {
    return await run.whole();
  } catch (error) {
    // What fails because it was stopped was stopped.
    throw options.signal.aborted ? new Stopped() : error;
  } finally {
    options.signal.removeEventListener("abort", end);
    end();
    run.close();
  }
}

class Run {
  readonly #options: RunOptions;
  readonly #depth: Depth;
  #opened: Opened | null = null;
  #line: Line | null = null;
  #kept: Tried | null = null;

  constructor(options: RunOptions) {
    this.#options = options;
    this.#depth = options.depth ?? depthOf(options.ports.here());
    // A camera's light must go out at once, and not when the next step looks.
    options.signal.addEventListener("abort", () => this.close(), { once: true });
  }

  close(): void {
    letGo(this.#opened?.tracks ?? []);
    this.#kept?.peer.close();
    this.#line?.close();
  }

  async whole(): Promise<Judged> {
    const looking = this.#devices();
    // It is awaited further on; should something fail before, that is the error to tell.
    looking.catch(() => {});
    await this.#asked();
    this.#options.hear.step("contact");
    const [line, plan] = await this.#planned(TRIES);
    try {
      await this.#measure(line, plan, looking);
      this.#options.hear.step("verdict");
      line.say({ type: "Finish" });
    } catch (error) {
      // The time was over, and the probe has judged what it knew.
      if (!(error instanceof LineLost)) throw error;
    }
    return line.next(["Judged"]);
  }

  // --- the devices

  #wants(): boolean {
    const { network } = this.#options;
    const { webrtc } = this.#options.ports.here();
    return this.#depth !== "again" && !network && webrtc;
  }

  #asking: Promise<Opened | null> | null = null;

  /** Resolves when the person has answered the browser: the ticket does not wait that long. */
  #asked(): Promise<Opened | null> {
    this.#asking ??= this.#open();
    return this.#asking;
  }

  async #open(): Promise<Opened | null> {
    const { ports, hear, signal } = this.#options;
    if (!this.#wants()) return null;
    hear.step("devices");
    const opened = await openDevices(ports.media);
    this.#opened = opened;
    if (signal.aborted) {
      letGo(opened.tracks);
      throw new Stopped();
    }
    hear.opened(opened);
    return opened;
  }

  async #devices(): Promise<Devices | null> {
    const { ports, hear, signal, before } = this.#options;
    const opened = await this.#asked();
    if (!opened) return before;
    const devices = await lookAt({ ports, opened, onLevel: hear.level, signal });
    hear.looked(devices);
    return devices;
  }

  // --- the line

  async #begin(): Promise<Line> {
    const { ports, signal } = this.#options;
    const { ticket, line: address } = await this.#options.ticket();
    if (signal.aborted) throw new Stopped();
    const line = new Line((events) => ports.open(address, events));
    this.#line = line;
    // A network that swallows what it does not know never says that there is no line.
    const given = ports.later(OPEN_MS, () => line.close());
    await line.opened().finally(given);
    const environment = environmentOf(ports.here());
    line.say({ type: "Begin", protocol: PROTOCOL, ticket, depth: this.#depth, environment });
    return line;
  }

  /** A line that has its turn. Shape: `tries` is how often there may be no room for it. */
  async #planned(tries: number): Promise<[Line, Plan]> {
    const { ports, hear, signal } = this.#options;
    const line = await this.#begin();
    try {
      return [line, await this.#turn(line)];
    } catch (error) {
      const isBusy = error instanceof CheckRefused && error.said.why === "busy";
      if (!isBusy || tries <= 1) throw error;
      line.close();
      hear.busy();
      await pause(ports, 1_000 * error.said.retry_s, signal);
      return this.#planned(tries - 1);
    }
  }

  async #turn(line: Line): Promise<Plan> {
    for (;;) {
      const said = await line.next(["Plan", "Queued"]);
      if (said.type === "Plan") return said;
      this.#options.hear.queued(said);
    }
  }

  async #echoed(line: Line): Promise<Signalling> {
    const { ports } = this.#options;
    const times: number[] = [];
    for (let number = 0; number < ECHOES; number += 1) {
      const asked = ports.now();
      line.say({ type: "Echo", number });
      await line.next(["Echo"], (said) => said.number === number);
      times.push(ports.now() - asked);
    }
    return { works: true, online: ports.online(), rtt_ms: told(median(times)) };
  }

  // --- what is measured

  async #measure(line: Line, plan: Plan, looking: Promise<Devices | null>): Promise<void> {
    const signalling = await this.#echoed(line);
    line.say({ type: "Found", signalling });
    if (!this.#options.ports.here().webrtc) return;
    const [nodes] = await Promise.all([this.#nodes(plan), this.#ways(line, plan, signalling)]);
    if (this.#kept) await this.#carry(line, plan, this.#kept);
    const devices = await looking;
    const heard = devices && { ...devices, speaker: this.#options.speaker() };
    line.say({ type: "Found", devices: heard, nodes });
  }

  async #nodes(plan: Plan): Promise<readonly Reached[] | null> {
    if (this.#depth === "again" || plan.nodes.length === 0) return null;
    const { ports, signal } = this.#options;
    return reachNodes(ports, plan.nodes, signal);
  }

  async #ways(line: Line, plan: Plan, { rtt_ms }: Signalling): Promise<void> {
    const { ports, hear, network, signal } = this.#options;
    hear.step("ways");
    this.#kept = await tryWays({
      ports,
      line,
      turns: plan.turns,
      deadlineMs: deadlineMs(rtt_ms ?? undefined),
      all: network,
      signal,
    });
  }

  async #carry(line: Line, plan: Plan, { path, peer }: Tried): Promise<void> {
    const { ports, hear, signal } = this.#options;
    const ms = PROBE_MS[this.#depth];
    const tracks = this.#opened?.tracks ?? [];
    const shared = { ports, line, plan, signal };
    hear.step("media");
    const exchanging =
      this.#depth === "again"
        ? undefined
        : exchange({ ...shared, way: path.way, turns: plan.turns, tracks, ms });
    const [probe] = await Promise.all([probed(ports, peer, ms, signal), exchanging]);
    if (probe) line.say({ type: "Counted", phase: "idle", probe });
    if (this.#depth === "again") return;
    hear.step("speed");
    await testSpeed({ ...shared, peer });
  }
}
