// A line is called weak when it is, not for a moment, and good again only when it has stayed good.
import { expect, it } from "vitest";
import { fresh, type Numbers, watch } from "./quality";

/** `seconds` looks, one a second from `from`, 50 packets a second each way. */
function looks(from: number, seconds: number, of: (second: number) => Partial<Numbers>): Numbers[] {
  return Array.from({ length: seconds }, (_, index) => {
    const second = from + index;
    const packets = second * 50;
    return {
      at_ms: second * 1_000,
      received: packets,
      lostDown: 0,
      sent: packets,
      lostUp: 0,
      ...of(second),
    };
  });
}

const line = (numbers: readonly Numbers[]) => numbers.reduce(watch, fresh).line;

it("is good when nothing is lost", () => {
  expect(line(looks(0, 20, () => ({ rtt_s: 0.05, jitter_s: 0.005 })))).toBe("good");
});

it("is weak when some of the sound is lost on the way here", () => {
  expect(line(looks(0, 20, (second) => ({ lostDown: second * 2 })))).toBe("weak");
});

it("is bad when much of the sound is lost on the way out", () => {
  expect(line(looks(0, 20, (second) => ({ lostUp: second * 6 })))).toBe("bad");
});

it("is weak when answers take long, bad when they take very long", () => {
  expect(line(looks(0, 20, () => ({ rtt_s: 0.3 })))).toBe("weak");
  expect(line(looks(0, 20, () => ({ rtt_s: 0.7 })))).toBe("bad");
});

it("does not mind a hiccup", () => {
  expect(line(looks(0, 20, (second) => ({ jitter_s: second === 9 ? 0.2 : 0.01 })))).toBe("good");
});

it("is good again only after a while", () => {
  const storm = looks(0, 10, () => ({ rtt_s: 0.7 })).reduce(watch, fresh);
  const soon = looks(10, 5, () => ({ rtt_s: 0.05 })).reduce(watch, storm);
  expect(soon.line).toBe("bad");
  expect(looks(15, 10, () => ({ rtt_s: 0.05 })).reduce(watch, soon).line).toBe("good");
});

it("looks once a second, however often it is told", () => {
  const often = Array.from({ length: 40 }, (_, index) => ({ at_ms: index * 20, rtt_s: 0.7 }));
  expect(line(often)).toBe("good");
});

it("takes what is unknown for no sign at all", () => {
  expect(line(Array.from({ length: 20 }, (_, second) => ({ at_ms: second * 1_000 })))).toBe("good");
});

it("draws no share from a handful of packets", () => {
  expect(line(looks(0, 20, (second) => ({ received: second, lostDown: second })))).toBe("good");
});
