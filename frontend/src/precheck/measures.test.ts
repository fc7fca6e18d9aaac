// What is reckoned from raw samples: small messages, sound, light, the clip, the speed.
import { describe, expect, it } from "vitest";
import { clipOf } from "./clip";
import { lightOf } from "./frame";
import { barOf, Levels } from "./sound";
import { mbps } from "./speed";
import { MESSAGE_BYTES, Tally } from "./tally";

function answer(asked: ArrayBuffer, arrived: number, serverMs: number): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(28));
  new Uint8Array(view.buffer).set(new Uint8Array(asked, 0, 12));
  view.setUint32(12, arrived, true);
  view.setUint32(16, arrived, true);
  view.setFloat64(20, serverMs, true);
  return view.buffer;
}

describe("small messages", () => {
  it("carry their number and the page's clock, little-endian, and are padded", () => {
    const tally = new Tally();
    tally.ask(1.5);
    const message = new DataView(tally.ask(21.5));
    expect(message.byteLength).toBe(MESSAGE_BYTES);
    expect(message.getUint32(0, true)).toBe(1);
    expect(message.getFloat64(4, true)).toBe(21.5);
  });

  it("tell what was lost on the way there from what was lost on the way back", () => {
    const tally = new Tally();
    const asked = Array.from({ length: 10 }, (_, at) => tally.ask(at * 20));
    // Two never came there; of the eight answers one never came back.
    asked.slice(2).forEach((each, at) => {
      if (at !== 3) tally.take(answer(each, at + 1, at * 20), (at + 2) * 20 + 30);
    });
    expect(tally.probe()).toMatchObject({ sent: 10, arrived: 8, returned: 7, rtt_ms: 30 });
  });

  it("need no agreement of clocks to see how uneven the way back is", () => {
    const tally = new Tally();
    const late = [0, 10, 0, 10, 0];
    late.forEach((ms, at) => {
      const asked = tally.ask(at * 20);
      tally.take(answer(asked, at + 1, 5_000_000 + at * 20), at * 20 + 30 + ms);
    });
    expect(tally.probe().jitter_down_ms).toBe(10);
    expect(tally.probe()).toMatchObject({ rtt_ms: 30, rtt_min_ms: 30 });
  });

  it("say of nothing that it is unknown, and never 0", () => {
    expect(new Tally().probe()).toEqual({
      sent: 0,
      arrived: 0,
      returned: 0,
      rtt_ms: null,
      rtt_min_ms: null,
      jitter_down_ms: null,
    });
  });

  it("are not believed when they are too short", () => {
    const tally = new Tally();
    tally.take(new ArrayBuffer(12), 5);
    expect(tally.probe().returned).toBe(0);
  });
});

describe("a microphone", () => {
  const wave = (peak: number) =>
    Float32Array.from({ length: 64 }, (_, at) => (at % 2 ? peak : -peak));

  it("that hears nothing at all is silent, however long", () => {
    const levels = new Levels();
    for (let at = 0; at < 60; at += 1) levels.add(new Float32Array(64));
    const { peak_dbfs, active } = levels.microphone();
    expect(peak_dbfs).toBeLessThan(-60);
    expect(active).toBe(0);
  });

  it("tells a voice from the room", () => {
    const levels = new Levels();
    for (let at = 0; at < 60; at += 1) levels.add(wave(at % 4 === 0 ? 0.1 : 0.001));
    const { peak_dbfs, active, noise_dbfs } = levels.microphone();
    expect(peak_dbfs).toBeCloseTo(-20);
    expect(active).toBeCloseTo(0.25);
    expect(noise_dbfs).toBeCloseTo(-60);
  });

  it("is not taken for too loud because of a click", () => {
    const levels = new Levels();
    const click = new Float32Array(2_048);
    click[7] = 1;
    levels.add(click);
    expect(levels.microphone().peak_dbfs).toBeLessThan(-30);
  });

  it("in a noisy room has a loud rest", () => {
    const levels = new Levels();
    for (let at = 0; at < 60; at += 1) levels.add(wave(at % 4 === 0 ? 0.2 : 0.05));
    expect(levels.microphone().noise_dbfs).toBeGreaterThan(-40);
  });

  it("that was not heard yet says nothing of levels", () => {
    expect(new Levels().microphone()).toEqual({ state: "ok" });
  });

  it("moves a bar between a whisper and as loud as it should be", () => {
    expect(barOf(-120)).toBe(0);
    expect(barOf(0)).toBe(1);
    expect(barOf(-30)).toBeGreaterThan(0.3);
    expect(barOf(-30)).toBeLessThan(0.9);
  });
});

describe("a picture", () => {
  const points = (...greys: number[]) =>
    new Uint8ClampedArray(greys.flatMap((grey) => [grey, grey, grey, 255]));

  it("is as light as its points, and deviates where there is something to see", () => {
    expect(lightOf(points(50, 150)).luma).toBeCloseTo(100);
    expect(lightOf(points(50, 150)).luma_deviation).toBeCloseTo(50);
  });

  it("of a covered camera is the same all over", () => {
    expect(lightOf(points(12, 12, 12)).luma_deviation).toBeCloseTo(0);
  });
});

describe("a clip", () => {
  const picture = {
    type: "inbound-rtp",
    kind: "video",
    packetsReceived: 900,
    packetsLost: 20,
    framesDecoded: 140,
    framesDropped: 3,
    frameHeight: 720,
    freezeCount: 1,
    totalFreezesDuration: 0.4,
  };
  const sound = {
    type: "inbound-rtp",
    kind: "audio",
    packetsReceived: 300,
    packetsLost: 5,
    concealedSamples: 480,
    totalSamplesReceived: 48_000,
  };

  it("is what the browser says of both its lines", () => {
    expect(clipOf([{ type: "codec" }, picture, sound], 6)).toEqual({
      height: 720,
      seconds: 6,
      received: 1_200,
      lost: 25,
      decoded: 140,
      dropped: 3,
      freezes: 1,
      freeze_ms: 400,
      concealed: 0.01,
    });
  });

  it("of which no picture came says nothing", () => {
    expect(clipOf([sound], 6)).toBeNull();
    expect(clipOf([{ ...picture, packetsReceived: 0 }], 6)).toBeNull();
  });

  it("does not take a missing number for 0 of something", () => {
    expect(clipOf([picture], 6)?.concealed).toBeNull();
  });
});

describe("a speed", () => {
  it("is that of the settled line", () => {
    // Slow for three tenths, then a kilobyte each millisecond.
    const slow = Array.from({ length: 30 }, (_, at) => ({ at, bytes: 10 }));
    const fast = Array.from({ length: 71 }, (_, at) => ({ at: 30 + at, bytes: 1_000 }));
    expect(mbps([...slow, ...fast])).toBeCloseTo(8);
  });

  it("of nothing is unknown", () => {
    expect(mbps([])).toBeUndefined();
    expect(mbps([{ at: 1, bytes: 9 }])).toBeUndefined();
  });
});
