// The equipment of the stories.
import type { Equipment } from "./api";
import { ago } from "./fixtures";

export const EQUIPMENT: Equipment = {
  devices: [
    {
      name: "Stue 3, den bærbare",
      outcome: "good",
      causes: [],
      browser: "edge",
      major: 142,
      system: "windows",
      seen_at: ago(50),
    },
    {
      name: "Tablet i skadestuen",
      outcome: "usable",
      causes: ["browser-old", "net-jitter"],
      browser: "safari",
      major: 15,
      system: "ios",
      seen_at: ago(60 * 26),
    },
    {
      name: "Vagtstuen",
      outcome: "sound-only",
      causes: ["cam-none"],
      browser: "firefox",
      major: 0,
      system: "linux",
      seen_at: ago(60 * 24 * 12),
    },
  ],
  causes: [
    { cause: "cam-denied", count: 41 },
    { cause: "net-slow-up", count: 22 },
    { cause: "mic-quiet", count: 9 },
    { cause: "path-none", count: 3 },
    { cause: "browser-old", count: 1 },
  ],
  browsers: [
    { browser: "safari", system: "ios", outcome: "good", count: 131 },
    { browser: "chromium", system: "android", outcome: "good", count: 96 },
    { browser: "chromium", system: "windows", outcome: "sound-only", count: 12 },
    { browser: "samsung", system: "android", outcome: "usable", count: null },
  ],
  days: 28,
  fewest: 5,
  checks: true,
};

export const NO_EQUIPMENT: Equipment = { ...EQUIPMENT, devices: [], causes: [], browsers: [] };
