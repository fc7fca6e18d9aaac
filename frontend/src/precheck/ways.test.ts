// The ways are tried all at once, each to its own end.
import { describe, expect, it } from "vitest";
import { World } from "./fakes";
import { Line } from "./line";
import type { Turn, Way } from "./talk.gen";
import { configurationOf, deadlineMs, tryWays } from "./ways";

const TURNS: Turn[] = (["turn-udp", "turn-tcp", "turn-tls"] as const).map((way) => ({
  way,
  url: `turn:${way}`,
  username: "1",
  credential: "c",
}));

/** The way that a connection was made for. */
function wayOf({ iceServers }: RTCConfiguration): Way {
  return ((iceServers?.[0]?.urls as string | undefined)?.replace("turn:", "") as Way) ?? "direct";
}

async function tries(world: World, works: readonly Way[], all = false) {
  world.opens = (configuration) => works.includes(wayOf(configuration));
  const line = new Line((events) => world.ports.open("", events));
  const { signal } = new AbortController();
  const trying = tryWays({
    ports: world.ports,
    line,
    turns: TURNS,
    deadlineMs: 4_000,
    all,
    signal,
  });
  await world.clock.passes(13_000);
  const kept = await trying;
  const told = world.probe.all("Tried").map(({ path }) => [path.way, path.works] as const);
  return { kept, told: Object.fromEntries(told) as Partial<Record<Way, boolean>> };
}

describe("the ways", () => {
  it("through TURN have one server, one transport, and nothing beside it", () => {
    expect(configurationOf("turn-tls", TURNS)).toMatchObject({
      iceServers: [{ urls: "turn:turn-tls", username: "1", credential: "c" }],
      iceTransportPolicy: "relay",
    });
    expect(configurationOf("direct", TURNS)).toMatchObject({
      iceServers: [],
      iceTransportPolicy: "all",
    });
  });

  it("tell the probe none of the page's addresses", async () => {
    const world = new World();
    await tries(world, ["direct", "turn-tcp"]);
    for (const { sdp } of world.probe.all("Offer")) {
      expect(sdp).toContain("a=end");
      expect(sdp).not.toContain("candidate");
    }
    expect(world.probe.all("Candidate")).toEqual([]);
  });

  it("are enough when one that may lose a packet works and one that gets through", async () => {
    const world = new World();
    const { kept, told } = await tries(world, ["direct", "turn-tcp"]);
    expect(kept?.path.way).toBe("direct");
    expect(told).toEqual({ direct: true, "turn-tcp": true });
    expect(world.peers.filter(({ closed }) => !closed)).toEqual([kept?.peer]);
  });

  it("each have an end of their own for who looks after a network", async () => {
    const { told } = await tries(new World(), ["direct", "turn-tcp"], true);
    expect(told).toEqual({
      direct: true,
      "turn-udp": false,
      "turn-tcp": true,
      "turn-tls": false,
    });
  });

  it("that stay silent until their time is over do not work", async () => {
    const world = new World();
    const { kept, told } = await tries(world, ["turn-tls"]);
    expect(kept?.path.way).toBe("turn-tls");
    expect(told).toEqual({
      direct: false,
      "turn-udp": false,
      "turn-tcp": false,
      "turn-tls": true,
    });
  });

  it("may all be shut", async () => {
    const world = new World();
    const { kept } = await tries(world, []);
    expect(kept).toBeNull();
    expect(world.peers.every(({ closed }) => closed)).toBe(true);
  });

  it("are waited for longer while there is none", async () => {
    const world = new World();
    world.takesMs = () => 5_000;
    const { kept, told } = await tries(world, ["direct"]);
    expect(kept?.path.way).toBe("direct");
    expect(told.direct).toBe(true);
  });

  it("are waited for no longer when there is one", async () => {
    const world = new World();
    world.takesMs = (configuration) => (wayOf(configuration) === "direct" ? 5_000 : 0);
    const { kept, told } = await tries(world, ["direct", "turn-tcp"]);
    expect(kept?.path.way).toBe("turn-tcp");
    expect(told.direct).toBe(false);
  });

  it("take no longer for a line on which an answer is long in coming", async () => {
    const world = new World();
    world.rttMs = 900;
    const { kept } = await tries(world, ["direct", "turn-tcp"]);
    expect(kept?.path.way).toBe("direct");
    expect(kept?.path.rtt_ms).toBe(900);
  });

  it("have longer on a long line, and never for ever", () => {
    expect(deadlineMs(undefined)).toBe(4_000);
    expect(deadlineMs(20)).toBe(4_000);
    expect(deadlineMs(600)).toBe(6_000);
    expect(deadlineMs(5_000)).toBe(12_000);
  });
});
