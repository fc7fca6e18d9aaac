// One person's waiting against a server that the test plays: what the page knows, asks and shows.
import { beforeEach, describe, expect, test } from "vitest";
import { PING_MS } from "../line";
import { NOON, World } from "../testing/world";
import { CLOSE, type Pass, type Seat } from "../wire.gen";
import { DOUBT_MS } from "./contact";
import { CALLED, SEAT } from "./fixtures";
import { Waiting } from "./waiting";

let world: World;
let waiting: Waiting;
let fetched: number;
/** Which fetch of the ticket fails. */
let failing: number;
let version: number;
/** Promises settle in a few turns of the loop; no time goes by. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  world = new World();
  version = 0;
  fetched = 0;
  failing = 0;
  waiting = new Waiting({
    ports: world,
    locale: "da",
    tab: "tab",
    wall: () => Date.parse(NOON),
    ticket: async () => {
      fetched += 1;
      if (fetched === failing) throw new Error("offline");
      return `ticket ${fetched}`;
    },
    afterDrawing: (run) => run(),
  });
  void waiting.start();
  world.socket.welcomes();
});

function sees(seat: Seat): void {
  version += 1;
  world.socket.says({ type: "Seat", version, confirmed_at: NOON, seat });
}

function answers(type: string, more: object = {}): void {
  const asked = world.socket.sent.filter((message) => "ref" in message).at(-1);
  world.socket.says({ type, ref: asked?.ref, ...more });
}

function pass(): Pass {
  return {
    type: "Pass",
    ref: 0,
    node: "",
    alias: "v-1",
    pin: "1",
    tag: "t",
    display_name: "Gæst",
    direct_media: false,
    media: "two-way",
    link: "",
  };
}

describe("coming in", () => {
  test("asks for the place once, however often the line breaks", async () => {
    expect(world.socket.last("Ask")?.command).toEqual({ type: "Join" });
    answers("Done");
    await settle();
    world.socket.closes(1006);
    world.passes(1_000);
    world.socket.welcomes();
    expect(world.socket.all("Ask")).toEqual([]);
  });

  test("shows the place", () => {
    sees(SEAT);
    expect(waiting.screen.value).toEqual({ kind: "waiting" });
    expect(waiting.confirmedAt.value).toBe(NOON);
  });

  test("that takes long says so, and goes on asking", async () => {
    world.chance = 0;
    for (let round = 0; round < 4; round += 1) {
      answers("Refused", { code: "busy", retry_ms: 1_000 });
      world.passes(1_000);
    }
    expect(waiting.screen.value).toEqual({ kind: "opening", slow: true });
    answers("Done");
    sees(SEAT);
    await settle();
    expect(waiting.screen.value).toEqual({ kind: "waiting" });
  });

  test("tells why there is none", async () => {
    answers("Refused", { code: "queue-closed", retry_ms: 0 });
    await settle();
    expect(waiting.screen.value).toEqual({ kind: "refused", code: "queue-closed" });
  });

  test("shows a place in another queue, whose versions begin anew, and forgets the old door's no", async () => {
    version = 40;
    sees({ ...SEAT, stage: "ended", ended: "transferred", goes_on_in: "Kontrol" });
    answers("Refused", { code: "ended", retry_ms: 0 });
    await settle();
    expect(waiting.screen.value).toEqual({ kind: "moving", to: "Kontrol" });
    world.socket.closes(CLOSE.MOVED);
    world.passes(500);
    world.socket.welcomes("e1-another-queue");
    version = 2;
    sees({ ...SEAT, came_from: "Akut", ahead: 0 });
    expect(waiting.screen.value).toEqual({ kind: "waiting" });
    expect(waiting.seat.value?.came_from).toBe("Akut");
  });

  test("never goes back to an older view", () => {
    sees(SEAT);
    sees({ ...SEAT, ahead: 1 });
    world.socket.says({ type: "Seat", version: 1, confirmed_at: NOON, seat: SEAT });
    expect(waiting.seat.value?.ahead).toBe(1);
  });
});

describe("the turn", () => {
  beforeEach(() => {
    answers("Done");
    sees(SEAT);
  });

  test("is acknowledged as soon as it is drawn", () => {
    sees(CALLED);
    expect(world.socket.last("Ping")).toEqual({ type: "Ping", version: 2, visible: true });
  });

  test("leads into the call", async () => {
    sees(CALLED);
    waiting.enter();
    expect(world.socket.last("Enter")).toBeDefined();
    answers("Pass", { ...pass(), ref: world.socket.last("Enter")?.ref });
    await settle();
    expect(waiting.screen.value).toEqual({ kind: "call" });
  });

  test("pressed too early goes in by itself when the conference is there", async () => {
    sees({ ...CALLED, conference: "preparing" });
    waiting.enter();
    expect(world.socket.last("Enter")).toBeUndefined();
    sees(CALLED);
    expect(world.socket.all("Enter")).toHaveLength(1);
  });

  test("that cannot be taken says so and can be tried again", async () => {
    sees(CALLED);
    waiting.enter();
    answers("Refused", { code: "call-full", retry_ms: 0 });
    await settle();
    expect(waiting.entering.value).toBe("trouble");
    expect(waiting.screen.value.kind).toBe("turn");
  });

  test("taken back while the Pass was on its way does not open a call", async () => {
    sees(CALLED);
    waiting.enter();
    const ref = world.socket.last("Enter")?.ref;
    sees({ ...SEAT, put_back: true, admission: 1 });
    world.socket.says({ ...pass(), ref });
    await settle();
    expect(waiting.screen.value).toEqual({ kind: "waiting" });
    expect(waiting.pass.value).toBeNull();
  });
});

describe("in the call", () => {
  beforeEach(async () => {
    answers("Done");
    sees(CALLED);
    waiting.enter();
    answers("Pass", { ...pass(), ref: world.socket.last("Enter")?.ref });
    await settle();
  });

  test("put back closes the call and keeps the place", () => {
    sees({ ...SEAT, put_back: true, admission: 1 });
    expect(waiting.screen.value).toEqual({ kind: "waiting" });
  });

  test("leaving it by mistake leads back in", () => {
    waiting.leftCall("left");
    expect(waiting.screen.value).toEqual({ kind: "left-call", why: "left" });
    waiting.enter();
    expect(world.socket.all("Enter")).toHaveLength(2);
  });

  test("a new admission forgets how the last call ended", () => {
    waiting.leftCall("left");
    sees({ ...SEAT, put_back: true, admission: 1 });
    sees({ ...CALLED, admission: 2 });
    expect(waiting.screen.value).toEqual({ kind: "turn", preparing: false });
  });

  test("a call that lost its way gets a fresh Pass, or learns that it is over", async () => {
    const renewed = waiting.renewPass();
    answers("Refused", { code: "not-admitted", retry_ms: 0 });
    expect(await renewed).toBeNull();
  });

  test("ends with the visit", () => {
    sees({ ...CALLED, stage: "ended", called: false, ended: "completed" });
    expect(waiting.screen.value).toEqual({ kind: "ended", reason: "completed" });
  });
});

describe("contact", () => {
  beforeEach(() => {
    answers("Done");
    sees(SEAT);
  });

  test("is lost within seconds of a break, and what was true is kept", () => {
    world.socket.closes(1006);
    waiting.tick();
    expect(waiting.screen.value).toEqual({ kind: "waiting" });
    world.sleeps(DOUBT_MS + 1);
    waiting.tick();
    expect(waiting.screen.value).toEqual({
      kind: "lost",
      was: { kind: "waiting" },
      server: false,
    });
  });

  test("is lost at once when the browser says so", () => {
    world.happens("offline");
    expect(waiting.screen.value.kind).toBe("lost");
  });

  test("is lost when a silent line only looks open", () => {
    world.passes(PING_MS + 5_000);
    waiting.tick();
    expect(waiting.screen.value.kind).toBe("lost");
  });

  test("comes back with the truth of now", () => {
    world.socket.closes(1006);
    world.passes(1_000);
    world.socket.welcomes();
    sees(CALLED);
    expect(waiting.screen.value.kind).toBe("turn");
  });

  test("with a server that cannot confirm is not taken for a confirmation", () => {
    world.passes(10_000);
    world.socket.says({
      type: "Pong",
      now: new Date(Date.parse(NOON) + 50_000).toISOString(),
      version: 1,
      confirmed_at: NOON,
    });
    expect(waiting.screen.value).toMatchObject({ kind: "lost", server: true });
  });
});

describe("leaving", () => {
  beforeEach(() => {
    answers("Done");
    sees(SEAT);
  });

  test("gives up the place and closes the line", async () => {
    const left = waiting.leave();
    expect(waiting.leaving.value).toBe(true);
    answers("Done");
    await left;
    expect(waiting.screen.value).toEqual({ kind: "gone", how: "left" });
    expect(world.alive).toBe(0);
  });

  test("in the moment of the call is told that it is your turn", async () => {
    const left = waiting.leave();
    answers("Refused", { code: "already-admitted", retry_ms: 0 });
    sees(CALLED);
    await left;
    expect(waiting.screen.value.kind).toBe("turn");
  });

  test("without contact is not claimed before the server has said so", async () => {
    const left = waiting.leave();
    world.socket.closes(1006);
    world.passes(1_000);
    expect(waiting.screen.value.kind).not.toBe("gone");
    world.socket.welcomes();
    answers("Done");
    await left;
    expect(waiting.screen.value).toEqual({ kind: "gone", how: "left" });
  });
});

describe("in a call on a page of others", () => {
  test("says that the person went in, and that they came back", () => {
    sees(CALLED);
    waiting.sayInside(true);
    expect(world.socket.last("Ask")?.command).toEqual({ type: "SayInside", inside: true });
    waiting.sayInside(false);
    expect(world.socket.last("Ask")?.command).toEqual({ type: "SayInside", inside: false });
  });
});

describe("the place ticket", () => {
  const settled = () => new Promise((done) => setTimeout(done));
  const held = () => {
    world.happens("online");
    world.passes(500);
    world.socket.opens();
    return world.socket.last("Hello")?.place;
  };

  test("is fetched once a place, and shown to the server from then on", async () => {
    sees({ ...SEAT, stage: "expected", place: 0 });
    sees(SEAT);
    sees({ ...SEAT, ahead: 1 });
    await settled();
    expect(fetched).toBe(1);
    expect(held()).toBe("ticket 1");
  });

  test("is fetched anew when the place changes, and in another life of the ledger", async () => {
    sees(SEAT);
    sees({ ...SEAT, place: 1 });
    await settled();
    expect(held()).toBe("ticket 2");
    world.socket.says({ type: "Welcome", node: "n", epoch: "e2", now: NOON, ping_s: 15 });
    sees({ ...SEAT, place: 1 });
    await settled();
    expect(held()).toBe("ticket 3");
  });

  test("is kept when the server knows of no place any more", async () => {
    sees(SEAT);
    await settled();
    sees({ ...SEAT, stage: "expected", place: 0 });
    expect(held()).toBe("ticket 1");
  });

  test("is fetched again when it could not be had", async () => {
    failing = 1;
    sees(SEAT);
    await settled();
    sees({ ...SEAT, ahead: 1 });
    await settled();
    expect(held()).toBe("ticket 2");
  });
});
