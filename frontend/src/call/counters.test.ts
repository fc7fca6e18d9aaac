// The SDK counts in bits and in two sides of a picture; the line is judged in Mbit/s and the shorter.
import type { Stats } from "@pexip/infinity";
import { expect, it } from "vitest";
import { numbersOf } from "./counters";

const sound = { kind: "audio", packetsLost: 2, packetsTransmitted: 100, timestamp: 5_000 } as const;
const picture = {
  kind: "video",
  packetsLost: 0,
  packetsTransmitted: 400,
  timestamp: 5_000,
} as const;

function counted(stats: Partial<Stats>) {
  return numbersOf({ inbound: {}, outbound: {}, ...stats });
}

it("takes loss and delay from the sound, and the rest from the pictures", () => {
  const numbers = counted({
    inbound: {
      audio: { ...sound, type: "inbound-rtp", jitter: 0.01 },
      video: { ...picture, type: "inbound-rtp", framesPerSecond: 24 },
    },
    outbound: {
      audio: { ...sound, type: "outbound-rtp", roundTripTime: 0.05 },
      video: {
        ...picture,
        type: "outbound-rtp",
        bitrate: 350_000,
        resolutionWidth: 180,
        resolutionHeight: 320,
        qualityLimitationReason: "bandwidth",
      },
    },
  });
  expect(numbers).toMatchObject({ at_ms: 5_000, received: 100, lostDown: 2, rtt_s: 0.05 });
  expect(numbers).toMatchObject({ limited: "bandwidth", sentMbps: 0.35, sentSide: 180 });
  expect(numbers?.shownFps).toBe(24);
});

it("judges by the picture where no sound is sent", () => {
  const video = { ...picture, type: "outbound-rtp" } as const;
  expect(counted({ outbound: { video } })).toMatchObject({ sent: 400, sentSide: undefined });
});

it("says nothing before anything is counted", () => {
  expect(counted({})).toBeNull();
});
