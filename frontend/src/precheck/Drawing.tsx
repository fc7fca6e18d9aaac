// A small picture beside each finding: what it is about, and what helps. Words always stand beside it.
import type { Cause } from "./talk.gen";

/** Lines in a square of 48. */
const LINES = {
  browser: "M6 10h36v28H6zM6 18h36M11 14h.01M16 14h.01M18 28h12M24 22v12",
  app: "M14 4h20v40H14zM22 39h4M20 22l14-12M27 10h7v7",
  wifi: "M6 19a26 26 0 0 1 36 0M12 26a17 17 0 0 1 24 0M18 33a8 8 0 0 1 12 0M24 39v.01",
  router:
    "M8 28h32v10H8zM14 33h.01M20 33h.01M24 28V16M17 13a10 10 0 0 1 14 0M13 8a16 16 0 0 1 22 0",
  blocked: "M6 22h36v16H6zM6 30h36M18 22v8M30 22v8M24 30v8M15 8l18 10M33 8L15 18",
  slow: "M24 40a18 18 0 1 1 18-18M24 22l-9-7M24 12v.01M34 22h.01M32 32h10M32 38h10",
  pause: "M24 42a18 18 0 1 0 0-36 18 18 0 0 0 0 36zM24 14v10l7 5",
  sound: "M8 19h7l9-8v26l-9-8H8zM31 18a9 9 0 0 1 0 12M36 13a16 16 0 0 1 0 22",
  device: "M6 10h36v22H6zM16 40h16M24 32v8M20 16l-4 6h6l-4 6",
  camera: "M5 14h26v20H5zM31 21l12-7v20l-12-7",
  allow: "M5 14h26v12M31 21l12-7v12M5 14v20h14M27 36l5 5 10-11",
  lamp: "M24 6a11 11 0 0 0-6 20c2 2 2 3 2 6h8c0-3 0-4 2-6a11 11 0 0 0-6-20zM20 37h8M22 42h4M6 17H3M45 17h-3M10 5L8 3M38 5l2-2",
  cover: "M5 14h26v20H5zM31 21l12-7v20l-12-7M12 8l14 32",
  microphone:
    "M24 6a6 6 0 0 1 6 6v10a6 6 0 0 1-12 0V12a6 6 0 0 1 6-6zM11 22a13 13 0 0 0 26 0M24 35v7M17 42h14",
  headset: "M8 30V24a16 16 0 0 1 32 0v6M8 28h6v10H8zM34 28h6v10h-6zM37 38c0 4-4 5-9 5",
} as const;

type Name = keyof typeof LINES;

const OF: Readonly<Record<Cause, Name>> = {
  "browser-none": "browser",
  "browser-old": "browser",
  "browser-in-app": "app",
  "net-offline": "wifi",
  "ws-blocked": "blocked",
  "path-none": "blocked",
  "path-tcp-only": "blocked",
  "node-blocked": "blocked",
  "net-loss-up": "router",
  "net-loss-down": "router",
  "net-delay": "pause",
  "net-jitter": "router",
  "net-slow-up": "slow",
  "net-slow-down": "slow",
  "net-busy": "slow",
  "net-audio-only": "sound",
  "device-slow": "device",
  "cam-none": "camera",
  "cam-denied": "allow",
  "cam-busy": "camera",
  "cam-dark": "lamp",
  "cam-covered": "cover",
  "mic-none": "headset",
  "mic-denied": "allow",
  "mic-busy": "microphone",
  "mic-silent": "microphone",
  "mic-quiet": "microphone",
  "mic-clipping": "microphone",
  "mic-noisy": "headset",
  "mic-echo": "headset",
  "speaker-not-heard": "sound",
  "check-failed": "pause",
};

export function Drawing({ cause }: { readonly cause: Cause }) {
  return (
    <svg class="check-drawing" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <path d={LINES[OF[cause]]} />
    </svg>
  );
}
