// The browser is known by what it calls itself.
import { expect, it } from "vitest";
import { depthOf, environmentOf } from "./environment";
import { HERE } from "./fakes";

const AGENTS = [
  ["chromium", 150, "linux", HERE.agent],
  [
    "edge",
    149,
    "windows",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36 Edg/149.0.0.0",
  ],
  [
    "firefox",
    148,
    "macos",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:148.0) Gecko/20100101 Firefox/148.0",
  ],
  [
    "safari",
    26,
    "ios",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
  ],
  [
    "samsung",
    29,
    "android",
    "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36",
  ],
  [
    "chromium",
    146,
    "chromeos",
    "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0.0.0 Safari/537.36",
  ],
  ["other", 0, "other", "something new"],
] as const;

it.each(AGENTS)("knows %s %i on %s", (browser, major, system, agent) => {
  const environment = environmentOf({ ...HERE, agent });
  expect(environment).toMatchObject({ browser, major, system, in_app: false });
  expect(environment.mobile).toBe(system === "ios" || system === "android");
});

it("takes a tablet that calls itself a computer for what it is", () => {
  const agent =
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15";
  expect(environmentOf({ ...HERE, agent, touchPoints: 5 })).toMatchObject({
    browser: "safari",
    system: "ios",
  });
  expect(environmentOf({ ...HERE, agent }).system).toBe("macos");
});

it("sees that a page stands inside another app", () => {
  const agent = `${HERE.agent} [FBAN/FBIOS;FBAV/400.0]`;
  expect(environmentOf({ ...HERE, agent }).in_app).toBe(true);
});

it("tests less where data is dear", () => {
  expect(depthOf(HERE)).toBe("full");
  expect(depthOf({ ...HERE, saveData: true })).toBe("light");
  expect(depthOf({ ...HERE, network: "cellular" })).toBe("light");
  expect(depthOf({ ...HERE, network: "wifi" })).toBe("full");
});
