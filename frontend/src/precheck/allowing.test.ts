// Whoever has shut out the camera is told where to press in their own browser.
import { expect, it } from "vitest";
import { allowing, markOf } from "./allowing";
import { BROWSER_VALUES } from "./talk.gen";

it("every browser on a phone of Apple's is told what holds in Safari there", () => {
  for (const browser of BROWSER_VALUES) {
    expect(allowing({ browser, system: "ios" })).toBe("allow-safari-ios");
    expect(markOf({ browser, system: "ios" })).toBe("lines");
  }
});

it("elsewhere each is told what holds in it", () => {
  const told = BROWSER_VALUES.map((browser) => allowing({ browser, system: "windows" }));
  expect(told).toEqual([
    "allow-chromium",
    "allow-chromium",
    "allow-firefox",
    "allow-safari",
    "allow-samsung",
    "allow-other",
  ]);
});
