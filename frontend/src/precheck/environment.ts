// The browser as a pre-check tells of it: what it is, what it can do, and whether data is dear here.
import type { Browser, Depth, Environment, System } from "./talk.gen";

/** What is read of the browser. */
export interface Here {
  readonly agent: string;
  readonly touchPoints: number;
  readonly secure: boolean;
  readonly webrtc: boolean;
  readonly devices: boolean;
  readonly websocket: boolean;
  readonly saveData: boolean;
  /** What the browser says of its network, such as "cellular"; empty where it says nothing. */
  readonly network: string;
}

/** Most particular first: each of them also bears the names of those below. */
const FAMILIES: readonly (readonly [Browser, RegExp])[] = [
  ["edge", /Edg(?:e|A|iOS)?\/(\d+)/],
  ["samsung", /SamsungBrowser\/(\d+)/],
  ["other", /OPR\/(\d+)/],
  ["firefox", /(?:Firefox|FxiOS)\/(\d+)/],
  ["chromium", /(?:Chrome|Chromium|CriOS|HeadlessChrome)\/(\d+)/],
  ["safari", /Version\/(\d+)[^ ]* (?:Mobile\/\S+ )?Safari/],
];

const SYSTEMS: readonly (readonly [System, RegExp])[] = [
  ["ios", /iPhone|iPad|iPod/],
  ["android", /Android/],
  ["chromeos", /CrOS/],
  ["windows", /Windows/],
  ["macos", /Macintosh/],
  ["linux", /Linux/],
];

/** Pages inside other apps; on Android such a view says so itself. */
const IN_APP = /FBAN|FBAV|FB_IAB|Instagram|Messenger|Line\/|Snapchat|LinkedInApp|; wv\)/;

export function environmentOf(here: Here): Environment {
  const { agent } = here;
  const [browser, major] = familyOf(agent);
  const system = systemOf(here);
  return {
    browser,
    major,
    system,
    secure: here.secure,
    webrtc: here.webrtc,
    devices: here.devices,
    websocket: here.websocket,
    in_app: IN_APP.test(agent),
    save_data: here.saveData,
    mobile: system === "ios" || system === "android",
  };
}

/** Where data is dear less is tested. */
export function depthOf(here: Here): Depth {
  return here.saveData || here.network === "cellular" ? "light" : "full";
}

function familyOf(agent: string): readonly [Browser, number] {
  for (const [browser, sign] of FAMILIES) {
    const found = sign.exec(agent);
    if (found) return [browser, Number(found[1])];
  }
  return ["other", 0];
}

/** A tablet of Apple's calls itself a computer, and has fingers on its screen. */
function systemOf({ agent, touchPoints }: Here): System {
  const system = SYSTEMS.find(([, sign]) => sign.test(agent))?.[0] ?? "other";
  return system === "macos" && touchPoints > 1 ? "ios" : system;
}

/** This browser; everything may be missing in it. */
export function here(): Here {
  const { connection } = navigator as Navigator & { readonly connection?: Network };
  return {
    agent: navigator.userAgent,
    touchPoints: navigator.maxTouchPoints ?? 0,
    secure: isSecureContext,
    webrtc: typeof RTCPeerConnection === "function",
    devices: typeof navigator.mediaDevices?.getUserMedia === "function",
    websocket: typeof WebSocket === "function",
    saveData: connection?.saveData === true,
    network: connection?.type ?? "",
  };
}

interface Network {
  readonly saveData?: boolean;
  readonly type?: string;
}
