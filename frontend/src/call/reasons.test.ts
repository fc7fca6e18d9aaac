// Every string the conference may say has a plain meaning.
import { describe, expect, it } from "vitest";
import sdkCall from "../../node_modules/@pexip/infinity/dist/call.js?raw";
import sdkClient from "../../node_modules/@pexip/infinity/dist/infinityClient.js?raw";
import clientApi from "../../node_modules/@pexip/infinity-api/dist/utils.js?raw";
import { KNOWN, verdict } from "./reasons";

const strings = (source: string, found: RegExp): string[] =>
  [...source.matchAll(found)].map((match) => match[1] as string);

describe("what the conference says", () => {
  it("has a meaning for every string the Client API knows", () => {
    const spoken = strings(clientApi, /case '([^']+)':/g);
    expect(spoken.length).toBeGreaterThan(45);
    expect(spoken.filter((string) => !KNOWN.includes(string))).toEqual([]);
  });

  it("has a meaning for every string the SDK makes up itself", () => {
    const raised = [
      ...strings(sdkCall, /error: '([A-Z][^']+)'/g),
      ...strings(sdkClient, /cleanupAndDisconnect\('([^']+)'\)/g),
    ];
    expect(raised.length).toBeGreaterThan(3);
    expect(raised.filter((string) => !KNOWN.includes(string))).toEqual([]);
  });

  it("takes a string that nobody has heard of for a lost line", () => {
    expect(verdict("constructor")).toEqual({ next: "again", because: "line" });
    expect(verdict("")).toEqual({ next: "again", because: "line" });
  });

  it.each([
    ["API initiated conference termination", { next: "over", why: "ended" }],
    ["Conference terminated by another participant", { next: "over", why: "ended" }],
    ["Disconnected by another participant", { next: "over", why: "removed" }],
    ["Neither conference nor gateway found", { next: "renew", because: "refused" }],
    ["Invalid PIN", { next: "renew", because: "refused" }],
    ["Timer expired awaiting token refresh", { next: "again", because: "line" }],
    ["Out of transcoding resource", { next: "again", because: "busy" }],
    ["System in maintenance mode", { next: "again", because: "closed-for-work" }],
    ["WebRTC connection failed", { next: "again", because: "blocked" }],
  ])("knows what to do about %s", (string, expected) => {
    expect(verdict(string)).toEqual(expected);
  });
});
