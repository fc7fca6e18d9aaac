// A line is called weak when it is, not for a moment, and good again only when it has stayed good.
import { expect, it } from "vitest";
import { fresh, type Line, type LineCause, type Numbers, watch } from "./quality";

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
const steadily = (numbers: Partial<Numbers>) => line(looks(0, 20, () => numbers));
const weak = (cause: LineCause): Line => ({ grade: "weak", cause });
const bad = (cause: LineCause): Line => ({ grade: "bad", cause });

it("is good when nothing is lost", () => {
  expect(steadily({ rtt_s: 0.05, jitter_s: 0.005 }).grade).toBe("good");
});

it("is weak when some of the sound is lost on the way here", () => {
  expect(line(looks(0, 20, (second) => ({ lostDown: second * 2 })))).toEqual(weak("net-loss-down"));
});

it("is bad when much of the sound is lost on the way out", () => {
  expect(line(looks(0, 20, (second) => ({ lostUp: second * 6 })))).toEqual(bad("net-loss-up"));
});

it("is not weak for what may have been lost by chance", () => {
  expect(line(looks(0, 20, (second) => ({ lostUp: second * 1.2 }))).grade).toBe("good");
});

it("is weak when answers take long, bad when they take very long", () => {
  expect(steadily({ rtt_s: 0.3 })).toEqual(weak("net-delay"));
  expect(steadily({ rtt_s: 0.9 })).toEqual(bad("net-delay"));
});

it("is weak when the sound comes unevenly", () => {
  expect(steadily({ jitter_s: 0.04 })).toEqual(weak("net-jitter"));
});

it("is weak when the own picture is kept too small by the line, and bad when there is hardly one", () => {
  expect(steadily({ limited: "bandwidth", sentMbps: 0.2 })).toEqual(weak("net-slow-up"));
  expect(steadily({ limited: "bandwidth", sentMbps: 0.05 })).toEqual(bad("net-slow-up"));
});

it("says nothing of a picture that the line makes a little smaller, or that needs no more", () => {
  expect(steadily({ limited: "bandwidth", sentMbps: 0.8 }).grade).toBe("good");
  expect(steadily({ limited: "none", sentMbps: 0.05 }).grade).toBe("good");
});

it("is weak when the others' picture hardly moves", () => {
  expect(steadily({ shownFps: 3 })).toEqual(weak("net-slow-down"));
  expect(steadily({ shownFps: 12 }).grade).toBe("good");
});

it("names a device that cannot keep up, once one sees it", () => {
  expect(steadily({ limited: "cpu", sentFps: 4, sentSide: 720 })).toEqual(weak("device-slow"));
  expect(steadily({ limited: "cpu", sentFps: 20, sentSide: 180 })).toEqual(weak("device-slow"));
  expect(steadily({ limited: "cpu", sentFps: 20, sentSide: 540 }).grade).toBe("good");
});

it("names the worst, and of what is equally bad the first", () => {
  expect(steadily({ limited: "cpu", sentFps: 4, jitter_s: 0.09 })).toEqual(bad("net-jitter"));
  expect(steadily({ jitter_s: 0.04, rtt_s: 0.3 })).toEqual(weak("net-jitter"));
});

it("does not mind a hiccup", () => {
  const hiccup = looks(0, 20, (second) => ({ jitter_s: second === 9 ? 0.2 : 0.01 }));
  expect(line(hiccup).grade).toBe("good");
});

it("is good again only after a while", () => {
  const storm = looks(0, 10, () => ({ rtt_s: 0.9 })).reduce(watch, fresh);
  const soon = looks(10, 5, () => ({ rtt_s: 0.05 })).reduce(watch, storm);
  expect(soon.line.grade).toBe("bad");
  expect(looks(15, 10, () => ({ rtt_s: 0.05 })).reduce(watch, soon).line.grade).toBe("good");
});

it("names something else only when that has gone on for a while", () => {
  const late = looks(0, 10, () => ({ rtt_s: 0.3 })).reduce(watch, fresh);
  const soon = looks(10, 8, () => ({ jitter_s: 0.04 })).reduce(watch, late);
  expect(soon.line).toEqual(weak("net-delay"));
  expect(looks(18, 3, () => ({ jitter_s: 0.04 })).reduce(watch, soon).line).toEqual(
    weak("net-jitter"),
  );
});

it("stays the very same while nothing changes, so that nothing is drawn again", () => {
  const before = looks(0, 10, () => ({ rtt_s: 0.3 })).reduce(watch, fresh);
  expect(looks(10, 5, () => ({ rtt_s: 0.3 })).reduce(watch, before).line).toBe(before.line);
});

it("looks once a second, however often it is told", () => {
  const often = Array.from({ length: 40 }, (_, index) => ({ at_ms: index * 20, rtt_s: 0.9 }));
  expect(line(often).grade).toBe("good");
});

it("takes what is unknown for no sign at all", () => {
  const unknown = Array.from({ length: 20 }, (_, second) => ({ at_ms: second * 1_000 }));
  expect(line(unknown).grade).toBe("good");
});

it("draws no share from a handful of packets", () => {
  const handful = looks(0, 20, (second) => ({ received: second, lostDown: second }));
  expect(line(handful).grade).toBe("good");
});
