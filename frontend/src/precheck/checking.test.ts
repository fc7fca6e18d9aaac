// The pre-check of a page as a person lives it: a probe, connections and devices that are false, and a clock.
import { beforeAll, describe, expect, it } from "vitest";
import { Checking } from "./checking";
import { VERDICT, World } from "./fakes";
import type { Verdict } from "./talk.gen";

const WHOLE_MS = 30_000;

beforeAll(() => {
  globalThis.MediaStream ??= class {} as typeof MediaStream;
});

interface Scene {
  readonly audience?: "guest" | "staff" | "network";
  readonly ticket?: () => Promise<{ ticket: string; line: string }>;
  readonly live?: boolean;
}

function at(world: World, scene: Scene = {}) {
  const done: Verdict[] = [];
  const checking = new Checking({
    ports: world.ports,
    audience: scene.audience ?? "guest",
    ticket: scene.ticket ?? (async () => ({ ticket: "t", line: "/wire/probe" })),
    live: () => scene.live ?? false,
    onDone: (verdict) => done.push(verdict),
  });
  return { checking, done };
}

async function whole(world: World, scene: Scene = {}) {
  const place = at(world, scene);
  place.checking.start();
  await world.clock.passes(WHOLE_MS);
  return place;
}

const types = (world: World) => world.probe.said.map(({ type }) => type);

describe("a test", () => {
  it("says all it measures, in the order of the talk, and shows the verdict", async () => {
    const world = new World();
    const { checking, done } = await whole(world);
    expect(checking.state.value).toMatchObject({ at: "judged", verdict: VERDICT });
    expect(done).toEqual([VERDICT]);
    const said = types(world);
    expect(said[0]).toBe("Begin");
    expect(said.filter((each) => each === "Echo")).toHaveLength(10);
    expect(said.at(-1)).toBe("Finish");
    expect(world.probe.all("Counted").map(({ phase }) => phase)).toEqual([
      "idle",
      "loaded-down",
      "loaded-up",
    ]);
    expect(said.length).toBeLessThan(40);
  });

  it("is over within twenty seconds on a good line", async () => {
    const world = new World();
    const { checking } = at(world);
    checking.start();
    await world.clock.passes(20_000);
    expect(checking.state.value.at).toBe("judged");
  });

  it("counts fifty small messages a second for ten seconds, and what was lost each way", async () => {
    const world = new World();
    world.losesUp = (number) => number % 10 === 0;
    world.losesDown = (number) => number % 20 === 1;
    await whole(world);
    const probe = world.probe.all("Counted")[0]?.probe;
    expect(probe?.sent).toBeGreaterThan(494);
    expect(probe?.sent).toBeLessThan(504);
    expect(1 - (probe?.arrived ?? 0) / (probe?.sent ?? 1)).toBeCloseTo(0.1, 2);
    expect(1 - (probe?.returned ?? 0) / (probe?.arrived ?? 1)).toBeCloseTo(1 / 18, 2);
    expect(probe?.rtt_ms).toBe(20);
  });

  it("does not blame a line for being busy that was full for a moment only", async () => {
    const world = new World();
    world.speedMs = 100;
    const { checking } = await whole(world);
    expect(world.probe.all("Counted").map(({ phase }) => phase)).toEqual(["idle"]);
    expect(checking.state.value.at).toBe("judged");
  });

  it("has a channel of its own for each count, and repairs nothing on it", async () => {
    const world = new World();
    await whole(world);
    const loose = { label: "probe", ordered: false, maxRetransmits: 0 };
    expect(world.peers[0]?.channels).toEqual([{ label: "echo" }, loose, loose, loose]);
  });

  it("tells what it found of camera and microphone, and what the person heard", async () => {
    const world = new World();
    const { checking } = at(world);
    checking.start();
    await world.clock.passes(5_000);
    expect(checking.asked.value).toBe("asked");
    expect(checking.level.value).toBeGreaterThan(0);
    checking.answer("not-heard");
    await world.clock.passes(WHOLE_MS);
    const devices = world.probe.all("Found").at(-1)?.devices;
    expect(devices?.speaker).toBe("not-heard");
    expect(devices?.camera).toMatchObject({ state: "ok", count: 1, width: 1280, luma: 135 });
    expect(devices?.microphone?.state).toBe("ok");
    expect(world.tracks.every(({ stopped }) => stopped)).toBe(true);
    expect(world.peers.every(({ closed }) => closed)).toBe(true);
    expect(world.probe.closed).toBe(true);
  });

  it("goes on without a camera that the person keeps to themselves", async () => {
    const world = new World();
    world.allows = ({ video }) => (video ? "NotAllowedError" : null);
    const { checking } = await whole(world);
    const devices = world.probe.all("Found").at(-1)?.devices;
    expect(devices?.camera?.state).toBe("denied");
    expect(devices?.microphone?.state).toBe("ok");
    expect(checking.state.value.at).toBe("judged");
    const media = world.peers.find(({ lines }) => lines.length > 0);
    expect(media?.lines).toEqual([
      { kind: "audio", direction: "sendrecv" },
      { kind: "video", direction: "recvonly" },
    ]);
  });

  it.each([
    ["NotFoundError", "none"],
    ["OverconstrainedError", "none"],
    ["NotReadableError", "busy"],
    ["SecurityError", "denied"],
    ["TypeError", "unasked"],
  ])("takes %s for %s", async (name, state) => {
    const world = new World();
    world.allows = () => name;
    await whole(world);
    const devices = world.probe.all("Found").at(-1)?.devices;
    expect(devices?.camera?.state).toBe(state);
    expect(devices?.microphone?.state).toBe(state);
  });

  it("in a browser that holds no calls asks for no camera, and is judged all the same", async () => {
    const world = new World();
    world.here = { ...world.here, webrtc: false };
    const { checking } = await whole(world);
    expect(world.asked).toEqual([]);
    expect(world.peers).toEqual([]);
    expect(world.probe.all("Begin")[0]?.environment.webrtc).toBe(false);
    expect(checking.state.value.at).toBe("judged");
  });

  it("where data is dear shows no clip and counts two seconds", async () => {
    const world = new World();
    world.here = { ...world.here, saveData: true };
    world.plan = { ...world.plan, depth: "light", clip_height: 0 };
    await whole(world);
    expect(world.probe.all("Begin")[0]?.depth).toBe("light");
    expect(world.probe.all("Played")).toEqual([]);
    expect(world.probe.all("Counted")[0]?.probe.sent).toBeLessThan(105);
    const media = world.peers.find(({ lines }) => lines.length > 0);
    expect(media?.lines.map(({ direction }) => direction)).toEqual(["sendonly", "sendonly"]);
  });

  it("tells which nodes answer, and tries the test call of those that do", async () => {
    const world = new World();
    world.plan = {
      ...world.plan,
      nodes: [
        { url: "https://one.example", test_call: "test" },
        { url: "https://two.example", test_call: "test" },
        { url: "https://three.example", test_call: "" },
      ],
    };
    world.reachable = ["https://one.example", "https://three.example"];
    await whole(world);
    expect(world.probe.all("Found").at(-1)?.nodes).toEqual([
      { answers: true, test_call: true },
      { answers: false },
      { answers: true },
    ]);
    expect(world.called).toEqual(["test"]);
  });

  it("of a network opens no camera and tries each way to its end", async () => {
    const world = new World();
    await whole(world, { audience: "network" });
    expect(world.asked).toEqual([]);
    expect(world.probe.all("Tried").map(({ path }) => path.way)).toEqual(["direct"]);
  });

  it("says no way through when none works, without measuring what is not there", async () => {
    const world = new World();
    world.opens = () => false;
    const { checking } = await whole(world);
    expect(world.probe.all("Tried").map(({ path }) => path.works)).toEqual([false]);
    expect(world.probe.all("Counted")).toEqual([]);
    expect(checking.state.value.at).toBe("judged");
  });

  it("shows what the probe judged when the time was over", async () => {
    const world = new World();
    const { checking } = at(world);
    checking.start();
    await world.clock.passes(5_000);
    world.probe.says({ type: "Judged", verdict: VERDICT });
    world.probe.cuts();
    await world.clock.passes(WHOLE_MS);
    expect(checking.state.value).toMatchObject({ at: "judged", verdict: VERDICT });
  });
});

describe("a person who tests", () => {
  it("is told their place while others test", async () => {
    const world = new World();
    world.begins = (probe) => probe.says({ type: "Queued", position: 3, eta_s: 12 });
    const { checking } = await whole(world);
    expect(checking.state.value).toMatchObject({ at: "running", queued: { position: 3 } });
    world.probe.says(world.plan);
    await world.clock.passes(WHOLE_MS);
    expect(checking.state.value.at).toBe("judged");
  });

  it("lets everything go at once when it is their turn", async () => {
    const world = new World();
    const { checking } = at(world);
    checking.start();
    await world.clock.passes(2_000);
    checking.close();
    expect(world.tracks.every(({ stopped }) => stopped)).toBe(true);
    expect(world.probe.closed).toBe(true);
    await world.clock.passes(WHOLE_MS);
    expect(world.peers.every(({ closed }) => closed)).toBe(true);
    expect(world.clock.waits).toBe(0);
    expect(world.probe.all("Finish")).toEqual([]);
  });

  it("does not get a camera that they allow after they stopped", async () => {
    const world = new World();
    const { checking } = at(world);
    checking.start();
    checking.stop();
    await world.clock.passes(1_000);
    expect(world.tracks.every(({ stopped }) => stopped)).toBe(true);
    expect(world.probes).toEqual([]);
    expect(checking.state.value.at).toBe("idle");
  });

  it("is tried again for where there is no room, with the camera open all the while", async () => {
    const world = new World();
    world.begins = (probe) => probe.says({ type: "Refused", why: "busy", retry_s: 10 });
    const { checking } = at(world);
    checking.start();
    await world.clock.passes(5_000);
    expect(checking.state.value).toMatchObject({ at: "running", queued: "busy" });
    world.begins = (probe) => probe.says(world.plan);
    await world.clock.passes(10_000 + WHOLE_MS);
    expect(checking.state.value.at).toBe("judged");
    expect(world.probes).toHaveLength(2);
    expect(world.asked).toHaveLength(1);
  });

  it.each([
    ["busy", "busy"],
    ["too-often", "often"],
    ["ticket", "away"],
    ["protocol", "away"],
  ] as const)("is told in words that there is no test now: %s", async (why, failure) => {
    const world = new World();
    world.begins = (probe) => probe.says({ type: "Refused", why, retry_s: 10 });
    const { checking } = await whole(world);
    expect(checking.state.value).toEqual({ at: "failed", why: failure });
    expect(world.tracks.every(({ stopped }) => stopped)).toBe(true);
  });

  it("is told that there is no network", async () => {
    const world = new World();
    world.isOnline = false;
    world.line = "fails";
    const { checking } = await whole(world);
    expect(checking.state.value).toEqual({ at: "failed", why: "offline" });
  });

  it("is told that the network holds the line back, unless another line is open", async () => {
    const shut = new World();
    shut.line = "fails";
    expect((await whole(shut)).checking.state.value).toEqual({ at: "failed", why: "blocked" });
    const silent = new World();
    silent.line = "hangs";
    expect((await whole(silent)).checking.state.value).toEqual({ at: "failed", why: "blocked" });
    const away = new World();
    away.line = "fails";
    const { checking } = await whole(away, { live: true });
    expect(checking.state.value).toEqual({ at: "failed", why: "away" });
  });

  it("is told that it is us when the probe goes away", async () => {
    const world = new World();
    const { checking } = at(world);
    checking.start();
    await world.clock.passes(3_000);
    world.probe.cuts();
    await world.clock.passes(WHOLE_MS);
    expect(checking.state.value).toEqual({ at: "failed", why: "away" });
  });

  it.each([
    ["offline", "offline"],
    ["too-many-tries", "often"],
    ["fault", "away"],
  ])("is told why no ticket came: %s", async (code, why) => {
    const world = new World();
    const ticket = () => Promise.reject(Object.assign(new Error(code), { code }));
    const { checking } = await whole(world, { ticket });
    expect(checking.state.value).toEqual({ at: "failed", why });
  });

  it("is not judged by what a page out of sight measured", async () => {
    const world = new World();
    const { checking } = at(world);
    checking.start();
    await world.clock.passes(3_000);
    world.happens("hidden");
    await world.clock.passes(WHOLE_MS);
    expect(checking.state.value).toEqual({ at: "failed", why: "hidden" });
    expect(world.tracks.every(({ stopped }) => stopped)).toBe(true);
  });
});

describe("while somebody waits", () => {
  const CUT: Verdict = { ...VERDICT, outcome: "unusable", causes: ["path-none"], hindering: [] };

  it("the line is looked at every five minutes, without a camera", async () => {
    const world = new World();
    const { checking } = await whole(world);
    expect(world.probes).toHaveLength(1);
    await world.clock.passes(5 * 60_000);
    expect(world.probes).toHaveLength(2);
    await world.clock.passes(10_000);
    expect(world.probe.all("Begin")[0]?.depth).toBe("again");
    expect(world.probe.all("Counted").map(({ phase }) => phase)).toEqual(["idle"]);
    expect(world.probe.all("SpeedTest")).toEqual([]);
    expect(world.asked).toHaveLength(1);
    // What was found of the devices still holds.
    expect(world.probe.all("Found").at(-1)?.devices?.camera?.state).toBe("ok");
    expect(checking.state.value.at).toBe("judged");
  });

  it("it is looked at when the network changes, and what has become of it is shown", async () => {
    const world = new World();
    const { checking, done } = await whole(world);
    world.verdict = CUT;
    world.happens("network");
    await world.clock.passes(15_000);
    expect(checking.state.value).toMatchObject({ at: "judged", verdict: CUT });
    expect(done).toEqual([VERDICT]);
  });

  it("nothing is looked at that nobody asked for", async () => {
    const world = new World();
    at(world);
    world.happens("network");
    await world.clock.passes(10 * 60_000);
    expect(world.probes).toEqual([]);
  });

  it("a look that fails changes nothing", async () => {
    const world = new World();
    const { checking } = await whole(world);
    world.line = "fails";
    world.happens("network");
    await world.clock.passes(15_000);
    expect(checking.state.value).toMatchObject({ at: "judged", verdict: VERDICT });
  });

  it("equipment of the staff is not looked at again", async () => {
    const world = new World();
    await whole(world, { audience: "staff" });
    world.happens("network");
    await world.clock.passes(10 * 60_000);
    expect(world.probes).toHaveLength(1);
  });
});
