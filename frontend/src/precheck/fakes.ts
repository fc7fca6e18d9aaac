// Stand-ins for tests: a probe that answers as the real one does, connections, devices, and a clock.
import type { Here } from "./environment";
import type { CheckSocket, PageNews, Ports, SocketEvents } from "./ports";
import type { FromPage, Plan, ToPage, Toward, Verdict } from "./talk.gen";

export const HERE: Here = {
  agent:
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36",
  touchPoints: 0,
  secure: true,
  webrtc: true,
  devices: true,
  websocket: true,
  saveData: false,
  network: "",
};

export const VERDICT: Verdict = {
  outcome: "good",
  causes: [],
  hindering: [],
  numbers: {
    rtt_ms: 20,
    loss_up: 0,
    loss_down: 0,
    jitter_up_ms: 1,
    jitter_down_ms: 1,
    up_mbps: 9,
    down_mbps: 30,
    added_ms: 5,
    mos: 4.4,
  },
};

export const PLAN: Plan = {
  type: "Plan",
  depth: "full",
  turns: [],
  nodes: [],
  clip_height: 720,
  uplink_kbps: 1200,
  up_bytes: 64 * 1024,
  down_bytes: 64 * 1024,
  deadline_ms: 60_000,
};

/** Runs what waits when its time has come, and lets promises settle in between. */
export class FakeClock {
  #now = 1_000;
  #waiting: { at: number; run: () => void }[] = [];

  readonly now = (): number => this.#now;

  readonly later = (ms: number, run: () => void): (() => void) => {
    const entry = { at: this.#now + ms, run };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((each) => each !== entry);
    };
  };

  get waits(): number {
    return this.#waiting.length;
  }

  async passes(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (;;) {
      await settled();
      const next = this.#waiting
        .filter(({ at }) => at <= until)
        .reduce<{ at: number; run: () => void } | null>(
          (first, each) => (first && first.at <= each.at ? first : each),
          null,
        );
      if (!next) break;
      this.#waiting = this.#waiting.filter((each) => each !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = until;
  }
}

/** Promises that hang on each other have all come to rest. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
}

/** The other end of one line. */
export class FakeProbe implements CheckSocket {
  readonly said: FromPage[] = [];
  frames = 0;
  closed = false;
  readonly #events: SocketEvents;
  readonly #world: World;

  constructor(world: World, events: SocketEvents) {
    this.#world = world;
    this.#events = events;
  }

  unsent(): number {
    return 0;
  }

  send(data: string | Uint8Array<ArrayBuffer>): void {
    if (typeof data !== "string") {
      this.frames += 1;
      return;
    }
    const said = JSON.parse(data) as FromPage;
    this.said.push(said);
    queueMicrotask(() => this.#answer(said));
  }

  close(): void {
    this.closed = true;
  }

  opens(): void {
    this.#events.opened();
  }

  says(said: ToPage): void {
    this.#events.heard(JSON.stringify(said));
  }

  cuts(): void {
    this.#events.closed();
  }

  all<Type extends FromPage["type"]>(type: Type): Extract<FromPage, { type: Type }>[] {
    return this.said.filter((each) => each.type === type) as Extract<FromPage, { type: Type }>[];
  }

  #measured(toward: Toward, mbps: number): void {
    const { clock, speedMs } = this.#world;
    clock.later(speedMs, () => this.says({ type: "SpeedMeasured", toward, mbps }));
  }

  #answer(said: FromPage): void {
    const world = this.#world;
    switch (said.type) {
      case "Begin":
        return world.begins(this);
      case "Echo":
        return this.says(said);
      case "Offer":
        return this.says({ type: "Answer", connection: said.connection, sdp: "answer" });
      case "SpeedTest":
        if (said.toward === "down") {
          this.#events.heard(8192);
          this.#measured("down", 30);
        }
        return;
      case "SpeedDone":
        if (said.toward === "up") this.#measured("up", 9);
        return;
      case "Finish":
        return this.says({ type: "Judged", verdict: world.verdict });
    }
  }
}

/** A channel whose other end is the probe's. */
class FakeChannel {
  readyState = "connecting";
  binaryType = "";
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string | ArrayBuffer }) => void) | null = null;
  #arrived = 0;
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  opens(): void {
    this.readyState = "open";
    queueMicrotask(() => this.onopen?.());
  }

  send(data: string | ArrayBuffer): void {
    const world = this.#world;
    if (typeof data === "string") {
      world.clock.later(world.rttMs, () => this.onmessage?.({ data }));
      return;
    }
    const number = new DataView(data).getUint32(0, true);
    if (world.losesUp(number)) return;
    this.#arrived += 1;
    const answer = new DataView(new ArrayBuffer(28));
    new Uint8Array(answer.buffer).set(new Uint8Array(data, 0, 12));
    answer.setUint32(12, this.#arrived, true);
    answer.setUint32(16, this.#arrived, true);
    answer.setFloat64(20, world.clock.now() + world.rttMs / 2, true);
    if (world.losesDown(number)) return;
    world.clock.later(world.rttMs, () => this.onmessage?.({ data: answer.buffer }));
  }
}

/** A connection; whether it comes up is the world's business. */
export class FakePeer extends EventTarget {
  localDescription: { sdp: string } | null = null;
  connectionState = "new";
  closed = false;
  readonly configuration: RTCConfiguration;
  readonly lines: { kind: string; direction: string }[] = [];
  readonly channels: ({ label: string } & RTCDataChannelInit)[] = [];
  readonly #world: World;
  #channels: FakeChannel[] = [];

  constructor(world: World, configuration: RTCConfiguration) {
    super();
    this.#world = world;
    this.configuration = configuration;
  }

  createDataChannel(label: string, how: RTCDataChannelInit = {}): FakeChannel {
    this.channels.push({ label, ...how });
    const channel = new FakeChannel(this.#world);
    this.#channels.push(channel);
    if (this.connectionState === "connected") channel.opens();
    return channel;
  }

  addTransceiver(of: string | { kind: string }, { direction }: { direction: string }): object {
    this.lines.push({ kind: typeof of === "string" ? of : of.kind, direction });
    return {};
  }

  async createOffer(): Promise<object> {
    return {};
  }

  async setLocalDescription(): Promise<void> {
    this.localDescription = {
      sdp: "v=0\r\na=candidate:1 1 udp 1 10.0.0.7 9 typ host\r\na=end\r\n",
    };
  }

  async setRemoteDescription(): Promise<void> {
    if (!this.#world.opens(this.configuration)) return;
    const takes = this.#world.takesMs(this.configuration);
    if (takes > 0) this.#world.clock.later(takes, () => this.#opens());
    else this.#opens();
  }

  #opens(): void {
    this.connectionState = "connected";
    this.dispatchEvent(new Event("connectionstatechange"));
    for (const each of this.#channels) each.opens();
  }

  getSenders(): [] {
    return [];
  }

  async getStats(): Promise<Map<string, object>> {
    return new Map(this.#world.stats.map((each, at) => [String(at), each]));
  }

  close(): void {
    this.closed = true;
  }
}

export interface FakeTrack {
  readonly kind: string;
  stopped: boolean;
}

export class World {
  readonly clock = new FakeClock();
  readonly probes: FakeProbe[] = [];
  readonly peers: FakePeer[] = [];
  readonly tracks: FakeTrack[] = [];
  readonly asked: MediaStreamConstraints[] = [];
  here = HERE;
  isOnline = true;
  isVisible = true;
  plan = PLAN;
  verdict = VERDICT;
  rttMs = 20;
  /** How long a speed test takes. */
  speedMs = 1_000;
  stats: object[] = [];
  samples = new Float32Array([0.2, -0.2]);
  /** Called with `Begin`: the plan, unless a test wants something else. */
  begins = (probe: FakeProbe): void => probe.says(this.plan);
  /** Whether a line opens. */
  line: "opens" | "fails" | "hangs" = "opens";
  opens = (_: RTCConfiguration): boolean => true;
  /** How long a connection that opens takes. Units: milliseconds. */
  takesMs = (_: RTCConfiguration): number => 0;
  losesUp = (_: number): boolean => false;
  losesDown = (_: number): boolean => false;
  /** What the browser says to a wish for devices; a name of an error says no. */
  allows = (_: MediaStreamConstraints): string | null => null;
  /** Which nodes answer, and which test calls come about. */
  reachable: readonly string[] = [];
  called: string[] = [];
  #heard: (news: PageNews) => void = () => {};

  readonly ports: Ports = {
    here: () => this.here,
    now: this.clock.now,
    later: this.clock.later,
    wall: () => 1_700_000_000_000,
    online: () => this.isOnline,
    visible: () => this.isVisible,
    listen: (heard) => {
      this.#heard = heard;
      return () => {
        this.#heard = () => {};
      };
    },
    open: (_, events) => this.#open(events),
    peer: (configuration) => {
      const peer = new FakePeer(this, configuration);
      this.peers.push(peer);
      return peer as unknown as RTCPeerConnection;
    },
    media: {
      getUserMedia: async (wanted = {}) => this.#give(wanted),
      enumerateDevices: async () => [{ kind: "videoinput" } as MediaDeviceInfo],
    },
    reaches: async (address) => this.reachable.includes(address),
    calls: async (_, alias) => {
      this.called.push(alias);
      return true;
    },
    picture: async () => new Uint8ClampedArray([90, 90, 90, 255, 180, 180, 180, 255]),
    hear: (_, heard) => {
      const stop = { off: () => {} };
      const hear = () => {
        heard(this.samples);
        stop.off = this.clock.later(50, hear);
      };
      stop.off = this.clock.later(50, hear);
      return () => stop.off();
    },
    play: () => () => {},
    random: () => {},
  };

  happens(news: PageNews): void {
    this.#heard(news);
  }

  get probe(): FakeProbe {
    const probe = this.probes.at(-1);
    if (!probe) throw new Error("no line was opened");
    return probe;
  }

  #open(events: SocketEvents): FakeProbe {
    const probe = new FakeProbe(this, events);
    this.probes.push(probe);
    if (this.line === "opens") queueMicrotask(() => probe.opens());
    if (this.line === "fails") queueMicrotask(() => probe.cuts());
    return probe;
  }

  #give(wanted: MediaStreamConstraints): MediaStream {
    this.asked.push(wanted);
    const refused = this.allows(wanted);
    if (refused) throw Object.assign(new Error(refused), { name: refused });
    const kinds = [wanted.audio && "audio", wanted.video && "video"].filter(Boolean) as string[];
    const given = kinds.map((kind) => this.#track(kind));
    return { getTracks: () => given } as unknown as MediaStream;
  }

  #track(kind: string): FakeTrack {
    const track = {
      kind,
      stopped: false,
      stop() {
        track.stopped = true;
      },
      getSettings: () => ({ width: 1280, height: 720, frameRate: 25 }),
    };
    this.tracks.push(track);
    return track;
  }
}
