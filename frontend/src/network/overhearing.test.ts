// Listening in on the line to the probe: what passes is seen and nothing is changed.
import { expect, test } from "vitest";
import type { CheckSocket, Ports, SocketEvents } from "../precheck/ports";
import { type Overheard, overheard } from "./overhearing";
import { NUMBERS, PLAN } from "./scenery";
import { after, NOTHING } from "./seen";

function opened() {
  const sent: unknown[] = [];
  const came: unknown[] = [];
  const said: Overheard[] = [];
  let server: SocketEvents | null = null;
  const open = (_: string, events: SocketEvents): CheckSocket => {
    server = events;
    return { unsent: () => 7, send: (data) => void sent.push(data), close: () => {} };
  };
  const ports = overheard({ open } as unknown as Ports, (each) => said.push(each));
  const socket = ports.open("/wire/probe", {
    opened: () => {},
    heard: (data) => void came.push(data),
    closed: () => {},
  });
  return { sent, came, said, socket, tell: (data: string | number) => server?.heard(data) };
}

test("all that is said either way is heard and carried", () => {
  const { sent, came, said, socket, tell } = opened();
  socket.send('{"type":"Finish"}');
  tell('{"type":"Echo","number":3}');
  expect(said).toEqual([{ type: "Finish" }, { type: "Echo", number: 3 }]);
  expect(sent).toEqual(['{"type":"Finish"}']);
  expect(came).toEqual(['{"type":"Echo","number":3}']);
  expect(socket.unsent()).toBe(7);
});

test("the bytes of a speed test are carried and say nothing", () => {
  const { sent, came, said, socket, tell } = opened();
  socket.send(new Uint8Array(8));
  tell(8192);
  expect(said).toEqual([]);
  expect(sent).toHaveLength(1);
  expect(came).toEqual([8192]);
});

test("what is said makes what is known", () => {
  const path = { way: "direct", works: true, connect_ms: 134, rtt_ms: 21 } as const;
  const verdict = { outcome: "good", causes: [], hindering: [], numbers: NUMBERS } as const;
  const messages: readonly Overheard[] = [
    PLAN,
    { type: "Found", signalling: { works: true, rtt_ms: 20 } },
    { type: "Tried", path },
    { type: "Found", devices: null, nodes: [{ answers: true }] },
    { type: "Finish" },
    { type: "Judged", verdict },
  ];
  expect(messages.reduce(after, NOTHING)).toEqual({
    plan: PLAN,
    signalling: { works: true, rtt_ms: 20 },
    paths: [path],
    nodes: [{ answers: true }],
    outcome: "good",
    numbers: NUMBERS,
  });
});
