// Generated from the server's types by `python -m waitingroom.generated`; do not edit.

export const ENOUGH = 40;
export const SURE = 1.96;
export const SLOW_START_MS = 300;

/** How far a number may go, limit included; null where nothing is worse. */
export const LIMITS = {
  delay_ms: { worse: "higher", good: 200, usable: 700, sound_only: null },
  loss: { worse: "higher", good: 0.02, usable: 0.07, sound_only: 0.2 },
  jitter_ms: { worse: "higher", good: 30, usable: 60, sound_only: null },
  speed_mbps: { worse: "lower", good: 1.2, usable: 0.35, sound_only: 0.1 },
  added_ms: { worse: "higher", good: 100, usable: null, sound_only: null },
  frozen: { worse: "higher", good: 0.02, usable: 0.1, sound_only: null },
  dropped: { worse: "higher", good: 0.05, usable: 0.25, sound_only: null },
} as const;

/** One limit beyond which something is found of a device. */
export const SIGNS = {
  "cam-dark": { worse: "lower", limit: 40, outcome: "good" },
  "cam-covered": { worse: "lower", limit: 3, outcome: "usable" },
  "mic-silent": { worse: "lower", limit: -60, outcome: "usable" },
  "mic-quiet": { worse: "lower", limit: -45, outcome: "good" },
  "mic-clipping": { worse: "higher", limit: -6, outcome: "good" },
  "mic-noisy": { worse: "higher", limit: -40, outcome: "good" },
  "mic-echo": { worse: "higher", limit: -30, outcome: "good" },
} as const;
