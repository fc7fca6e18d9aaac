// The pre-check of one page: begun by a person, stopped at any time, and looked at again while they wait.
import { batch, signal } from "@preact/signals";
import { CheckRefused, LineLost } from "./line";
import { newer } from "./newer";
import type { Ports } from "./ports";
import { check, type Hear, type Step, type Ticket } from "./run";
import type { Depth, DeviceState, Devices, Queued, Speaker, Verdict } from "./talk.gen";
import { Stopped } from "./waits";

/** Units: milliseconds. */
const AGAIN_MS = 5 * 60_000;
/** A network that has just come up is still finding itself. */
const SETTLE_MS = 2_000;

/**
 * Why there is no verdict. `offline`: no network. `blocked`: pages come through and the line does
 * not. `busy`, `often`: the probe takes no check now. `away`: it does not answer. `hidden`: the page
 * was out of sight, where browsers slow it down.
 */
export type Failure = "offline" | "blocked" | "busy" | "often" | "away" | "hidden";

export type State =
  | { readonly at: "idle" }
  /** Shape: `queued` while others test: the place in the line, or that there is no room in it. */
  | { readonly at: "running"; readonly step: Step; readonly queued: Queued | "busy" | null }
  | { readonly at: "judged"; readonly verdict: Verdict; readonly when: number }
  | { readonly at: "failed"; readonly why: Failure };

/** What is known of the devices while the check runs; null until the browser has been answered. */
export interface Own {
  readonly stream: MediaStream | null;
  readonly camera: DeviceState;
  readonly microphone: DeviceState;
}

/** Whether the person is asked if they hear the sound. */
export type Asked = "not-yet" | "asked" | Speaker;

export interface CheckingOptions {
  readonly ports: Ports;
  readonly audience: "guest" | "staff" | "network";
  readonly ticket: () => Promise<Ticket>;
  /** Whether another line to us is open now: then it is not the network that blocks lines. */
  readonly live: () => boolean;
  readonly onDone: (verdict: Verdict) => void;
}

export class Checking {
  readonly state = signal<State>({ at: "idle" });
  readonly own = signal<Own | null>(null);
  readonly level = signal(0);
  readonly asked = signal<Asked>("not-yet");
  readonly #options: CheckingOptions;
  #running: AbortController | null = null;
  #devices: Devices | null = null;
  #again: Verdict | null = null;
  #isLook = false;
  #timer = () => {};
  readonly #deaf: () => void;

  constructor(options: CheckingOptions) {
    this.#options = options;
    this.#deaf = options.ports.listen((news) => {
      if (news === "network") this.#lookIn(SETTLE_MS);
      else if (!this.#isLook && this.#running) this.#fail("hidden");
    });
  }

  /** Called from a press: browsers let a page sound only then. */
  start(): void {
    this.stop();
    this.#isLook = false;
    batch(() => {
      this.state.value = { at: "running", step: "devices", queued: null };
      this.asked.value = "not-yet";
      this.own.value = null;
    });
    void this.#run(null);
  }

  /** The camera goes out at once. */
  stop(): void {
    this.#timer();
    this.#running?.abort();
    this.#running = null;
    if (this.state.value.at === "running") this.state.value = { at: "idle" };
  }

  answer(speaker: Speaker): void {
    this.asked.value = speaker;
  }

  close(): void {
    this.stop();
    this.#deaf();
  }

  // --- running

  async #run(depth: Depth | null): Promise<void> {
    const running = new AbortController();
    this.#running = running;
    const { ports, ticket, audience } = this.#options;
    try {
      const { verdict } = await check({
        ports,
        ticket,
        depth,
        network: audience === "network",
        before: this.#devices,
        speaker: () => this.#speaker(),
        hear: this.#hear(running.signal),
        signal: running.signal,
      });
      if (running.signal.aborted) return;
      if (depth === "again") this.#looked(verdict);
      else this.#judged(verdict);
    } catch (error) {
      // What goes wrong in a look that nobody asked for changes nothing that is shown.
      if (!running.signal.aborted && depth !== "again") this.#fail(this.#failureOf(error));
    } finally {
      if (this.#running === running) this.#running = null;
      if (!running.signal.aborted) this.#lookIn(AGAIN_MS);
    }
  }

  #speaker(): Speaker {
    const asked = this.asked.value;
    return asked === "heard" || asked === "not-heard" ? asked : "skipped";
  }

  #hear(signal: AbortSignal): Hear {
    const shown = (show: () => void) => {
      if (!signal.aborted && !this.#isLook) batch(show);
    };
    const running = (step: Step, queued: Queued | "busy" | null) => {
      this.state.value = { at: "running", step, queued };
    };
    return {
      step: (step) => shown(() => running(step, null)),
      queued: (queued) => shown(() => running("contact", queued)),
      busy: () => shown(() => running("contact", "busy")),
      level: (level) => shown(() => this.#level(level)),
      opened: ({ tracks, camera, microphone }) =>
        shown(() => {
          const pictures = tracks.filter(({ kind }) => kind === "video");
          const stream = pictures.length > 0 ? new MediaStream(pictures) : null;
          this.own.value = { stream, camera, microphone };
        }),
      looked: (devices) =>
        shown(() => {
          this.#devices = devices;
          if (this.asked.value === "not-yet") this.asked.value = "asked";
        }),
    };
  }

  /** A bar falls slower than it rises, so that one can see how far a word reached. */
  #level(level: number): void {
    this.level.value = Math.max(level, this.level.value * 0.85);
  }

  #judged(verdict: Verdict): void {
    if (this.#devices) this.#devices = { ...this.#devices, speaker: this.#speaker() };
    this.#again = null;
    this.#show(verdict);
    this.#options.onDone(verdict);
  }

  #show(verdict: Verdict): void {
    batch(() => {
      this.own.value = null;
      this.level.value = 0;
      this.state.value = { at: "judged", verdict, when: this.#options.ports.wall() };
    });
  }

  #fail(why: Failure): void {
    this.#running?.abort();
    this.#running = null;
    batch(() => {
      this.own.value = null;
      this.level.value = 0;
      this.state.value = { at: "failed", why };
    });
  }

  #failureOf(error: unknown): Failure {
    const { ports, live } = this.#options;
    if (error instanceof CheckRefused) return refusalOf(error);
    if (error instanceof Stopped) return "away";
    if (!ports.online() || codeOf(error) === "offline") return "offline";
    if (codeOf(error) === "too-many-tries") return "often";
    return error instanceof LineLost && !error.opened && !live() ? "blocked" : "away";
  }

  // --- looking again

  /** Only where somebody waits, and only after a check that they asked for. */
  #lookIn(ms: number): void {
    this.#timer();
    if (this.#options.audience !== "guest" || this.state.value.at !== "judged") return;
    this.#timer = this.#options.ports.later(ms, () => this.#look());
  }

  #look(): void {
    if (this.#running || !this.#options.ports.visible()) return this.#lookIn(AGAIN_MS);
    this.#isLook = true;
    void this.#run("again");
  }

  #looked(verdict: Verdict): void {
    const { value } = this.state;
    if (value.at !== "judged") return;
    const next = newer(value.verdict, this.#again, verdict);
    this.#again = verdict;
    if (next !== value.verdict) this.#show(next);
  }
}

function refusalOf({ said }: CheckRefused): Failure {
  if (said.why === "busy") return "busy";
  return said.why === "too-often" ? "often" : "away";
}

/** What the pages' questions fail with. */
function codeOf(error: unknown): unknown {
  return (error as { readonly code?: unknown } | null)?.code;
}
