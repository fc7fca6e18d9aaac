// The address of a call, and the way back into it after a reload.
import { signal } from "@preact/signals";
import { describe, expect, test } from "vitest";
import type { Board } from "../board";
import { comeBack, keepInAddress } from "./comeback";
import { callIn, inHash, queueIn, visitIn } from "./place";
import type { InCall } from "./shift";

function part(conference: string | null) {
  const board = signal<Board | null>(null);
  const call = signal<InCall | null>(null);
  const entered: string[] = [];
  const admission = conference === null ? null : { conference };
  const cards = new Map([["v1", { admission }]]);
  return {
    entered,
    arrives: () => {
      board.value = { cards } as unknown as Board;
    },
    shift: {
      board,
      call,
      contact: signal({ kind: "fresh" as const }),
      queue: { id: "q1", name: "Kø" } as never,
      enter: async (visit: string) => void entered.push(visit),
    },
  };
}

describe("the call in the address", () => {
  test("is there as long as one is in it", () => {
    const { shift } = part("ready");
    const written: string[] = [];
    const stop = keepInAddress(shift, (hash) => written.push(hash));
    shift.call.value = { visit: "v1", pass: {} as never };
    shift.call.value = null;
    stop();
    shift.call.value = { visit: "v2", pass: {} as never };
    expect(written).toEqual(["#/q1", "#/q1/v1/call", "#/q1"]);
  });

  test("is read back as it was written", () => {
    const hash = inHash("q1", "v1", true);
    expect([queueIn(hash), visitIn(hash), callIn(hash)]).toEqual(["q1", "v1", true]);
    expect(callIn(inHash("q1", "v1"))).toBe(false);
    expect(callIn("#/q1/call")).toBe(false);
  });
});

describe("a page that is loaded again", () => {
  test.each([
    ["ready", ["v1"]],
    ["preparing", []],
    [null, []],
  ])("with a conference that is %s", async (conference, wanted) => {
    const { shift, arrives, entered } = part(conference);
    comeBack(shift, "v1");
    expect(entered).toEqual([]);
    arrives();
    await Promise.resolve();
    expect(entered).toEqual(wanted);
  });

  test("looks at the first board alone", async () => {
    const { shift, arrives, entered } = part("ready");
    comeBack(shift, "v1");
    arrives();
    arrives();
    await Promise.resolve();
    expect(entered).toEqual(["v1"]);
  });
});
