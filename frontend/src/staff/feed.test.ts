// The feed against a socket and a clock that the test moves: the newest board, the look, and honest staleness.
import { effect } from "@preact/signals";
import { beforeEach, expect, test } from "vitest";
import { type Board, FRONT, onShelf, STEP, seeking } from "../board";
import { NOON, World } from "../testing/world";
import { CLOSE } from "../wire.gen";
import { newAsks } from "./asks";
import { type Feed, openFeed } from "./feed";
import { aCard, change, counted, shown } from "./fixtures";
import { DOUBT_MS } from "./flights";
import { wakeful } from "./wakeful";

let world: World;
let feed: Feed;
let drawn: (Board | null)[];
let signedOut: number;

beforeEach(() => {
  world = new World();
  drawn = [];
  signedOut = 0;
  feed = openFeed({
    locale: "da",
    tab: "tab",
    ports: wakeful(world),
    ownNow: () => 0,
    drawn: (before) => drawn.push(before),
    signedOut: () => {
      signedOut += 1;
    },
  });
  feed.line.start();
});

const anna = aCard({ visit: "anna" });
const bo = aCard({ visit: "bo", number: 2 });
const names = () => onShelf(feed.board.value as Board, "line").map(({ visit }) => visit);

function welcomes(cards = [anna]): void {
  world.socket.welcomes();
  world.socket.says(shown(cards));
}

test("shows the whole board and then its changes", () => {
  welcomes();
  world.socket.says(change({ put: [bo] }, counted([anna, bo])));
  world.socket.says(change({ remove: ["anna"] }, counted([bo]), 3));
  expect(names()).toEqual(["bo"]);
  expect(drawn.map((before) => before?.cards.size ?? null)).toEqual([null, 1, 2]);
});

test("is joining until the first board, and fresh after it", () => {
  expect(feed.contact.value.kind).toBe("joining");
  welcomes();
  expect(feed.contact.value.kind).toBe("fresh");
  expect(feed.staleSince.value).toBeNull();
});

test("asks for another part of the line and shows it as that part", () => {
  welcomes();
  feed.look({ ...FRONT, first: STEP });
  expect(world.socket.last("Look")).toMatchObject({
    window: { first: STEP, size: STEP, search: "" },
  });
  world.socket.says(shown([bo], counted([], { first: STEP, waiting: 90 })));
  expect(feed.board.value?.sight.first).toBe(STEP);
});

test("does not ask for what is shown already", () => {
  welcomes();
  feed.look(FRONT);
  expect(world.socket.all("Look")).toEqual([]);
});

test("goes on looking elsewhere on a new socket, and never shows the front in between", () => {
  welcomes();
  feed.look(seeking("bo"));
  world.socket.says(shown([bo], counted([bo], { found: 1 })));
  world.socket.closes(1006);
  world.passes(60_000);
  welcomes([anna]);
  world.socket.says(change({ put: [aCard({ visit: "other", number: 9 })] }));
  expect(names()).toEqual(["bo"]);
  expect(world.socket.last("Look")).toMatchObject({ window: { search: "bo" } });
  const both = [bo, aCard({ visit: "bobo", number: 3 })];
  world.socket.says(shown(both, counted(both, { found: 2 })));
  expect(names()).toEqual(["bo", "bobo"]);
});

test("says that the board may be old within ten seconds after the server falls silent", () => {
  welcomes();
  world.passes(9_999);
  expect(feed.contact.value.kind).toBe("lost");
  expect(feed.staleSince.value).not.toBeNull();
  expect(Date.parse(feed.staleSince.value as string)).toBe(Date.parse(NOON));
});

test("keeps the board and says nothing of a break that heals at once", () => {
  const seen: boolean[] = [];
  effect(() => {
    seen.push(feed.staleSince.value !== null);
  });
  welcomes();
  world.socket.closes(1006);
  world.passes(1_500);
  welcomes();
  world.passes(1_000);
  expect(seen).not.toContain(true);
  expect(names()).toEqual(["anna"]);
});

test("is true again with the next word of the server", () => {
  welcomes();
  world.passes(60_000);
  expect(feed.staleSince.value).not.toBeNull();
  welcomes();
  world.passes(1_000);
  expect(feed.staleSince.value).toBeNull();
});

test("tells when the sign-in has ended, and keeps the board in sight", () => {
  welcomes();
  world.socket.closes(CLOSE.SIGNED_OUT);
  expect(signedOut).toBe(1);
  expect(names()).toEqual(["anna"]);
});

test("counts the server's time onwards, whatever this machine's clock says", () => {
  welcomes();
  world.passes(3_000);
  expect(feed.serverNow()).toBe(Date.parse(NOON) + 3_000);
});

test("comes back by itself also when nobody has looked at the page for an hour", () => {
  welcomes();
  world.happens("hidden");
  world.passes(3_600_000);
  const sockets = world.sockets.length;
  world.socket.closes(1006);
  world.passes(60_000);
  expect(world.sockets.length).toBeGreaterThan(sockets);
});

test("keeps its socket when somebody comes back from another tab", () => {
  welcomes();
  world.happens("hidden");
  world.sleeps(8_000);
  world.happens("visible");
  world.passes(1_000);
  expect(world.sockets).toHaveLength(1);
});

test("leaves no timer behind when it is closed", () => {
  welcomes();
  feed.close();
  const sent = world.socket.sent.length;
  world.passes(120_000);
  expect(world.sockets).toHaveLength(1);
  expect(world.socket.sent).toHaveLength(sent);
});

test("a command is sent once, is doubted when no answer comes, and lands with the answer", async () => {
  welcomes();
  const asks = newAsks((command) => feed.line.ask(command), world.later.bind(world));
  const admit = { type: "Admit", visit: "anna", seen: 3 } as const;
  const answer = asks.ask(admit);
  expect(await asks.ask(admit)).toBeNull();
  expect(world.socket.all("Ask")).toHaveLength(1);
  world.passes(DOUBT_MS);
  expect(asks.flights.value.get("anna")?.state).toBe("checking");
  world.socket.says({ type: "Done", ref: world.socket.last("Ask")?.ref });
  expect((await answer)?.type).toBe("Done");
  expect(asks.flights.value.size).toBe(0);
});
