// The line's rules, each against a socket and a clock that the test moves.
import { beforeEach, describe, expect, test } from "vitest";
import {
  CONNECT_MS,
  DEAD_MS,
  FAULT_MS,
  Line,
  type LineState,
  OVERDUE_MS,
  PING_MS,
  REST_MS,
  WAKE_JITTER_MS,
} from "./line";
import { NOON, World } from "./testing/world";
import { CLOSE, COMES_BACK } from "./wire.gen";

let world: World;
let heard: { type: string }[];
let states: LineState[];
let line: Line<{ type: string }, { type: string }>;

beforeEach(() => {
  world = new World();
  heard = [];
  states = [];
  line = new Line({
    locale: "da",
    tab: "tab",
    ports: world,
    heard: (message) => heard.push(message),
    changed: (state) => states.push(state),
  });
  line.start();
});

function seat(version: number) {
  return { type: "Seat", version, confirmed_at: NOON, seat: {} };
}

function pong() {
  world.socket.says({ type: "Pong", now: NOON, version: 1, confirmed_at: NOON });
}

/** The socket is lost, and time goes by until the next one; gives how long that took. */
function loses(times = 1): number[] {
  return Array.from({ length: times }, () => {
    const [began, count] = [world.now(), world.sockets.length];
    world.socket.closes(1006);
    while (world.sockets.length === count) world.passes(100);
    return world.now() - began;
  });
}

async function settled<T>(promise: Promise<T>): Promise<T | "not yet"> {
  return Promise.race([promise, Promise.resolve("not yet" as const)]);
}

describe("the beginning", () => {
  test("says Hello as soon as the socket is open", () => {
    world.socket.opens();
    expect(world.socket.sent).toEqual([
      { type: "Hello", protocol: 1, locale: "da", tab: "tab", epoch: "", known: 0 },
    ]);
  });

  test("is open when it is welcomed, and hands on what it hears", () => {
    world.socket.welcomes();
    world.socket.says(seat(7));
    expect(line.state).toEqual({ kind: "open", overdue: false });
    expect(heard.map((message) => message.type)).toEqual(["Welcome", "Seat"]);
  });

  test("tells on the next socket what it has shown, in the same epoch", () => {
    world.socket.welcomes("e1");
    line.drawn(7, false);
    world.socket.closes(1006);
    world.passes(1_000);
    world.socket.opens();
    expect(world.socket.last("Hello")).toMatchObject({ epoch: "e1", known: 7 });
  });

  test("forgets what it has shown when the epoch is another", () => {
    world.socket.welcomes("e1");
    line.drawn(7, false);
    world.socket.closes(1006);
    world.passes(1_000);
    world.socket.welcomes("e2");
    world.passes(PING_MS);
    expect(world.socket.last("Ping")).toMatchObject({ version: 0 });
  });

  test("gives up a socket that does not open in time", () => {
    world.passes(CONNECT_MS);
    expect(world.alive).toBe(0);
    world.passes(500);
    expect(world.sockets).toHaveLength(2);
  });

  test("gives up a socket that opens and is not welcomed in time", () => {
    world.socket.opens();
    world.passes(CONNECT_MS + 500);
    expect(world.sockets).toHaveLength(2);
    expect(world.alive).toBe(1);
  });
});

describe("pings", () => {
  test("go every 15 seconds with the version on the screen", () => {
    world.socket.welcomes();
    line.drawn(3, false);
    world.passes(PING_MS);
    expect(world.socket.all("Ping")).toEqual([{ type: "Ping", version: 3, visible: true }]);
    pong();
    world.passes(PING_MS);
    expect(world.socket.all("Ping")).toHaveLength(2);
  });

  test("go at once after something that must be known was drawn", () => {
    world.socket.welcomes();
    line.drawn(9, true);
    expect(world.socket.last("Ping")).toEqual({ type: "Ping", version: 9, visible: true });
  });

  test("never take an acknowledged version back", () => {
    world.socket.welcomes();
    line.drawn(9, false);
    line.drawn(4, true);
    expect(world.socket.last("Ping")).toMatchObject({ version: 9 });
  });

  test("that are overdue because timers sleep go out when something is heard", () => {
    world.socket.welcomes();
    world.sleeps(PING_MS + 1_000);
    world.socket.says(seat(2));
    expect(world.socket.all("Ping")).toHaveLength(1);
  });

  test("tell when nobody can see the page, and again when somebody can", () => {
    world.socket.welcomes();
    world.happens("hidden");
    expect(world.socket.last("Ping")).toMatchObject({ visible: false });
    world.passes(1_000);
    world.happens("visible");
    expect(world.socket.last("Ping")).toMatchObject({ visible: true });
  });
});

describe("silence", () => {
  test("is overdue five seconds after an unanswered ping, and over with the next word", () => {
    world.socket.welcomes();
    world.passes(PING_MS + OVERDUE_MS);
    expect(line.state).toEqual({ kind: "open", overdue: true });
    pong();
    expect(line.state).toEqual({ kind: "open", overdue: false });
  });

  test("is not overdue when the ping was answered in time", () => {
    world.socket.welcomes();
    world.passes(PING_MS);
    pong();
    world.passes(OVERDUE_MS + 1_000);
    expect(line.state).toEqual({ kind: "open", overdue: false });
  });

  test("of 35 seconds ends the socket and opens another", () => {
    world.socket.welcomes();
    world.passes(DEAD_MS - 1);
    expect(world.alive).toBe(1);
    world.passes(1);
    expect(world.alive).toBe(0);
    world.passes(500);
    expect(world.sockets).toHaveLength(2);
  });

  test("does not count while the server talks", () => {
    world.socket.welcomes();
    for (let round = 0; round < 10; round += 1) {
      world.passes(PING_MS);
      pong();
    }
    expect(world.sockets).toHaveLength(1);
  });

  test("while somebody waits for an answer ends the socket at once", () => {
    world.socket.welcomes();
    void line.ask({ type: "Join" });
    world.passes(OVERDUE_MS + 500);
    expect(world.sockets).toHaveLength(2);
  });
});

describe("coming back", () => {
  test.each(COMES_BACK.filter((code) => code !== CLOSE.MOVED))(
    "happens after close code %i",
    (code) => {
      world.socket.welcomes();
      world.socket.closes(code);
      world.passes(FAULT_MS + 1_000);
      expect(world.sockets).toHaveLength(2);
    },
  );

  test.each([1000, 1001, 1002, 1003, 1007, 1008, 1009, 4400, 4401, 4403, 4404, 4409, 4426])(
    "does not happen after close code %i",
    (code) => {
      world.socket.welcomes();
      world.socket.closes(code);
      world.passes(3_600_000);
      expect(world.sockets).toHaveLength(1);
      expect(line.state).toEqual({ kind: "over", code });
    },
  );

  test("takes its time, longer with each failure and never more than half a minute", () => {
    world.chance = 0.999;
    expect(loses(8)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  test("starts from the shortest wait after a minute of quiet", () => {
    loses(6);
    world.socket.welcomes();
    for (let round = 0; round < 4; round += 1) {
      world.passes(PING_MS);
      pong();
    }
    const count = world.sockets.length;
    world.socket.closes(1006);
    world.passes(1_000);
    expect(world.sockets).toHaveLength(count + 1);
  });

  test("keeps its long wait when the line was open for less than a minute", () => {
    loses(6);
    const count = world.sockets.length;
    world.socket.welcomes();
    world.passes(10_000);
    world.socket.closes(1006);
    world.passes(10_000);
    expect(world.sockets).toHaveLength(count);
  });

  test("waits at least five seconds after a fault of the server", () => {
    world.chance = 0;
    world.socket.welcomes();
    world.socket.closes(CLOSE.OVERLOADED);
    world.passes(FAULT_MS - 1);
    expect(world.sockets).toHaveLength(1);
    world.passes(1);
    expect(world.sockets).toHaveLength(2);
  });

  test("is at once after a move to another queue, with a little chance so that a party does not come as one", () => {
    world.socket.welcomes();
    loses(4);
    world.socket.welcomes();
    const [began, count] = [world.now(), world.sockets.length];
    world.socket.closes(CLOSE.MOVED);
    while (world.sockets.length === count) world.passes(50);
    expect(world.now() - began).toBeLessThanOrEqual(WAKE_JITTER_MS);
    expect(line.state.kind).toBe("connecting");
  });

  test("waits as long as the server asked for in its Bye", () => {
    world.chance = 0;
    world.socket.welcomes();
    world.socket.says({ type: "Bye", reason: "restart", after_ms: 12_000 });
    world.socket.closes(CLOSE.RESTART);
    world.passes(11_999);
    expect(world.sockets).toHaveLength(1);
    world.passes(1);
    expect(world.sockets).toHaveLength(2);
  });

  test("from a server that stops is the page's own move, at the moment it was told, and all goes on till then", async () => {
    world.socket.welcomes();
    world.socket.says({ type: "Bye", reason: "restart", after_ms: 12_000 });
    const asked = line.ask({ type: "Leave" });
    world.socket.says({ type: "Done", ref: 1 });
    expect(await settled(asked)).toMatchObject({ type: "Done" });
    world.passes(11_999);
    expect([world.sockets.length, line.state.kind]).toEqual([1, "open"]);
    world.passes(1);
    expect([world.sockets.length, world.alive, line.state.kind]).toEqual([2, 1, "connecting"]);
  });

  test("repeats elsewhere what a server that stops has not answered", () => {
    world.socket.welcomes();
    void line.ask({ type: "Leave" });
    world.socket.says({ type: "Bye", reason: "restart", after_ms: 100 });
    const asked = world.socket.last("Ask");
    world.passes(100);
    world.socket.welcomes();
    expect(world.socket.last("Ask")).toMatchObject({
      op_id: asked?.op_id,
      command: { type: "Leave" },
    });
  });

  test("counts what it waits from the Bye on, not from the close", () => {
    world.chance = 0;
    world.socket.welcomes();
    world.socket.says({ type: "Bye", reason: "overloaded", after_ms: 12_000 });
    world.passes(5_000);
    world.socket.closes(CLOSE.OVERLOADED);
    world.passes(6_999);
    expect(world.sockets).toHaveLength(1);
    world.passes(1);
    expect(world.sockets).toHaveLength(2);
  });

  test("is spread by chance also when the server says at once", () => {
    world.chance = 0.5;
    world.socket.welcomes();
    world.socket.says({ type: "Bye", reason: "overloaded", after_ms: 0 });
    world.socket.closes(CLOSE.OVERLOADED);
    world.passes(499);
    expect(world.sockets).toHaveLength(1);
    world.passes(1);
    expect(world.sockets).toHaveLength(2);
  });

  test("goes on for ever while somebody may be looking", () => {
    loses(500);
    expect(world.sockets).toHaveLength(501);
  });

  test("happens at once when a person asks for it, also after the line was over", () => {
    world.socket.welcomes();
    world.socket.closes(CLOSE.REPLACED);
    line.retry();
    expect(world.sockets).toHaveLength(2);
    world.socket.welcomes();
    expect(line.state.kind).toBe("open");
  });
});

describe("sleep and wake", () => {
  test("a page that was away for more than five seconds takes a fresh socket", () => {
    world.socket.welcomes();
    world.happens("hidden");
    world.sleeps(5_001);
    world.happens("visible");
    expect(world.alive).toBe(0);
    world.passes(WAKE_JITTER_MS);
    expect(world.sockets).toHaveLength(2);
    expect(world.alive).toBe(1);
  });

  test("a glance away keeps the socket", () => {
    world.socket.welcomes();
    world.happens("hidden");
    world.sleeps(4_000);
    world.happens("visible");
    world.passes(WAKE_JITTER_MS);
    expect(world.sockets).toHaveLength(1);
  });

  test("a page that waits to try again tries at once when somebody looks", () => {
    world.chance = 0.999;
    loses(5);
    world.socket.closes(1006);
    const count = world.sockets.length;
    world.happens("hidden");
    world.sleeps(1_000);
    world.happens("visible");
    world.passes(WAKE_JITTER_MS);
    expect(world.sockets).toHaveLength(count + 1);
  });

  test("the network coming back means a fresh socket", () => {
    world.socket.welcomes();
    world.happens("offline");
    expect(world.alive).toBe(1);
    world.happens("online");
    world.passes(WAKE_JITTER_MS);
    expect(world.sockets).toHaveLength(2);
    expect(world.alive).toBe(1);
  });

  test("the network going away is told at once", () => {
    world.socket.welcomes();
    states.length = 0;
    world.happens("offline");
    expect(states).toHaveLength(1);
  });

  test("a page out of the back/forward cache takes a fresh socket", () => {
    world.socket.welcomes();
    world.happens("restored");
    world.passes(WAKE_JITTER_MS);
    expect(world.sockets).toHaveLength(2);
  });

  test("a page out of the back/forward cache comes back although leaving had ended its line", () => {
    world.socket.welcomes();
    world.socket.closes(CLOSE.PAGE_LEFT);
    world.happens("restored");
    world.passes(WAKE_JITTER_MS);
    expect(world.sockets).toHaveLength(2);
  });

  test("waking does not overrule a close code", () => {
    world.socket.welcomes();
    world.socket.closes(CLOSE.SIGNED_OUT);
    world.happens("hidden");
    world.sleeps(60_000);
    for (const event of ["visible", "online", "restored"] as const) world.happens(event);
    world.passes(60_000);
    expect(world.sockets).toHaveLength(1);
  });

  test("a hidden page stops trying after ten minutes and goes on when somebody looks", () => {
    world.socket.welcomes();
    world.happens("hidden");
    const until = world.now() + REST_MS;
    while (line.state.kind !== "resting") {
      world.socket.closes(1006);
      world.passes(30_000);
      expect(world.now()).toBeLessThan(until + 90_000);
    }
    const count = world.sockets.length;
    world.passes(3_600_000);
    expect(world.sockets).toHaveLength(count);
    world.happens("visible");
    world.passes(WAKE_JITTER_MS);
    expect(world.sockets).toHaveLength(count + 1);
  });

  test("a page that was hidden for long tries again when its line breaks, for its turn may be called", () => {
    world.socket.welcomes();
    world.happens("hidden");
    for (let round = 0; round < 100; round += 1) {
      world.passes(PING_MS);
      pong();
    }
    world.socket.closes(1006);
    world.passes(30_000);
    expect(world.sockets.length).toBeGreaterThan(1);
  });

  test("a hidden page keeps a line that is well, however long", () => {
    world.socket.welcomes();
    world.happens("hidden");
    for (let round = 0; round < 100; round += 1) {
      world.passes(PING_MS);
      pong();
    }
    expect(line.state.kind).toBe("open");
    expect(world.sockets).toHaveLength(1);
  });
});

describe("never two sockets", () => {
  test("whatever happens, in whatever order", () => {
    const kinds = ["visible", "hidden", "online", "offline", "restored"] as const;
    for (let seed = 1; seed < 400; seed += 1) {
      world.chance = (seed * 0.37) % 1;
      world.happens(kinds[seed % 5] ?? "online");
      world.passes((seed * 797) % 9_000);
      if (seed % 7 === 0) world.socket.welcomes();
      if (seed % 11 === 0) world.socket.closes(1006);
      if (seed % 13 === 0) line.retry();
      expect(world.alive).toBeLessThanOrEqual(1);
    }
  });

  test("and what an old one still says is not heard", () => {
    world.socket.welcomes();
    const old = world.socket;
    line.retry();
    heard.length = 0;
    old.says(seat(99));
    old.closes(CLOSE.SIGNED_OUT);
    expect(heard).toEqual([]);
    expect(line.state.kind).toBe("connecting");
  });
});

describe("asking", () => {
  test("gets its answer by ref", async () => {
    world.socket.welcomes();
    const one = line.ask({ type: "Join" });
    const other = line.ask({ type: "Leave" });
    world.socket.says({ type: "Done", ref: 2 });
    expect(await other).toEqual({ type: "Done", ref: 2 });
    expect(await settled(one)).toBe("not yet");
  });

  test("before the line is open waits for it", () => {
    void line.ask({ type: "Join" });
    world.socket.welcomes();
    expect(world.socket.last("Ask")).toEqual({
      type: "Ask",
      ref: 1,
      op_id: "op-1",
      command: { type: "Join" },
    });
  });

  test("is repeated under the same op_id on the next socket, until there is an answer", async () => {
    world.socket.welcomes();
    const answer = line.ask({ type: "Join" });
    world.socket.closes(1006);
    world.passes(1_000);
    world.socket.welcomes();
    const again = world.socket.last("Ask");
    expect(again).toMatchObject({ op_id: "op-1", ref: 2 });
    world.socket.says({ type: "Done", ref: 2 });
    expect((await answer).type).toBe("Done");
    world.socket.closes(1006);
    world.passes(2_000);
    world.socket.welcomes();
    expect(world.socket.all("Ask")).toEqual([]);
  });

  test.each(["busy", "unknown", "not-ready"])(
    "is repeated under the same op_id after %s",
    async (code) => {
      world.chance = 0;
      world.socket.welcomes();
      const answer = line.ask({ type: "Join" });
      world.socket.says({ type: "Refused", ref: 1, code, retry_ms: 2_000 });
      world.passes(1_999);
      expect(world.socket.all("Ask")).toHaveLength(1);
      world.passes(1);
      expect(world.socket.last("Ask")).toMatchObject({ op_id: "op-1", ref: 2 });
      world.socket.says({ type: "Done", ref: 2 });
      expect((await answer).type).toBe("Done");
    },
  );

  test("hears a no as an answer", async () => {
    world.socket.welcomes();
    const answer = line.ask({ type: "Join" });
    world.socket.says({ type: "Refused", ref: 1, code: "queue-closed", retry_ms: 0 });
    expect(await answer).toMatchObject({ type: "Refused", code: "queue-closed" });
  });

  test("is told when the line ends instead of waiting for ever", async () => {
    world.socket.welcomes();
    const before = line.ask({ type: "Join" });
    world.socket.closes(CLOSE.SIGNED_OUT);
    expect(await before).toMatchObject({ code: "not-signed-in" });
    expect(await line.ask({ type: "Join" })).toMatchObject({ code: "not-signed-in" });
  });

  test("that was answered for a line that was over is not asked again on the next", async () => {
    world.socket.welcomes();
    void line.ask({ type: "Join" });
    world.socket.closes(CLOSE.REPLACED);
    line.retry();
    world.socket.welcomes();
    expect(world.socket.all("Ask")).toEqual([]);
  });

  test("for the way in gets a Pass, and staff name the visit", async () => {
    world.socket.welcomes();
    const pass = line.enter("v1");
    expect(world.socket.last("Enter")).toEqual({ type: "Enter", ref: 1, visit: "v1" });
    world.socket.says({ type: "Pass", ref: 1, node: "", alias: "a", pin: "1", tag: "t" });
    expect((await pass).type).toBe("Pass");
  });
});

test("a socket that was given up is not heard while the next try is awaited", () => {
  world.socket.welcomes();
  world.passes(DEAD_MS);
  heard.length = 0;
  world.socket.says(seat(99));
  world.socket.closes(CLOSE.SIGNED_OUT);
  expect(heard).toEqual([]);
  expect(line.state.kind).toBe("waiting");
});

test("what is no JSON ends the socket, and the page goes on", () => {
  world.socket.welcomes();
  world.socket.saysText("<html>");
  expect(world.alive).toBe(0);
  world.passes(1_000);
  expect(world.sockets).toHaveLength(2);
});

test("a closed line stays closed", () => {
  world.socket.welcomes();
  line.close();
  world.happens("online");
  world.passes(3_600_000);
  expect(world.alive).toBe(0);
  expect(world.sockets).toHaveLength(1);
});
