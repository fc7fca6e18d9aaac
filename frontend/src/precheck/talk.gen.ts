// Generated from the server's types by `python -m waitingroom.generated`; do not edit.

export const PROTOCOL = 1;

export const DEPTH_VALUES = ["full", "light", "again"] as const;
/** How much is tested: all of it, less where data is dear, or only the small messages. */
export type Depth = (typeof DEPTH_VALUES)[number];

export const BROWSER_VALUES = ["chromium", "edge", "firefox", "safari", "samsung", "other"] as const;
/** The families of browsers that differ in what they can do. */
export type Browser = (typeof BROWSER_VALUES)[number];

export const SYSTEM_VALUES = ["windows", "macos", "linux", "android", "ios", "chromeos", "other"] as const;
/** What the browser runs on. */
export type System = (typeof SYSTEM_VALUES)[number];

export const CONNECTION_VALUES = ["direct", "turn-udp", "turn-tcp", "turn-tls", "media"] as const;
/** Which peer connection a description belongs to: one of the ways, or the one for media. */
export type Connection = (typeof CONNECTION_VALUES)[number];

export const WAY_VALUES = ["direct", "turn-udp", "turn-tcp", "turn-tls"] as const;
/** A way for picture and sound, each with its own name in the report. */
export type Way = (typeof WAY_VALUES)[number];

export const PHASE_VALUES = ["idle", "loaded-up", "loaded-down"] as const;
/** What else the line carried while small messages were counted. */
export type Phase = (typeof PHASE_VALUES)[number];

export const TOWARD_VALUES = ["up", "down"] as const;
/** The direction of a speed test, seen from the page. */
export type Toward = (typeof TOWARD_VALUES)[number];

export const DEVICE_STATE_VALUES = ["ok", "denied", "none", "busy", "unasked"] as const;
/** Whether a camera or a microphone could be opened; `unasked` when it was not tried. */
export type DeviceState = (typeof DEVICE_STATE_VALUES)[number];

export const SPEAKER_VALUES = ["heard", "not-heard", "skipped"] as const;
/** What the person answered when asked whether they heard the sound. */
export type Speaker = (typeof SPEAKER_VALUES)[number];

export const OUTCOME_VALUES = ["good", "usable", "sound-only", "unusable"] as const;
/** How a call from this device and line will be. */
export type Outcome = (typeof OUTCOME_VALUES)[number];

export const CAUSE_VALUES = ["browser-none", "browser-old", "browser-in-app", "net-offline", "ws-blocked", "path-none", "path-tcp-only", "node-blocked", "net-loss-up", "net-loss-down", "net-delay", "net-jitter", "net-slow-up", "net-slow-down", "net-busy", "net-audio-only", "device-slow", "cam-none", "cam-denied", "cam-busy", "cam-dark", "cam-covered", "mic-none", "mic-denied", "mic-busy", "mic-silent", "mic-quiet", "mic-clipping", "mic-noisy", "mic-echo", "speaker-not-heard", "check-failed"] as const;
/** What was found; each has a sentence and an advice in every language of the pages. */
export type Cause = (typeof CAUSE_VALUES)[number];

export const WHY_VALUES = ["busy", "too-often", "ticket", "protocol"] as const;
/** Why there is no check now. */
export type Why = (typeof WHY_VALUES)[number];

/** The first text on the line. Shape: `ticket` opens it, once. */
export interface Begin {
  readonly type: "Begin";
  readonly protocol: number;
  readonly ticket: string;
  readonly depth: Depth;
  readonly environment: Environment;
}

/** The browser. Shape: `major` 0 when unknown; `in_app` is a browser inside another app. */
export interface Environment {
  readonly browser: Browser;
  readonly major: number;
  readonly system: System;
  readonly secure: boolean;
  readonly webrtc: boolean;
  readonly devices: boolean;
  readonly websocket: boolean;
  readonly in_app: boolean;
  readonly save_data: boolean;
  readonly mobile: boolean;
}

/** Comes back as it is, at once; the page times it. */
export interface Echo {
  readonly type: "Echo";
  readonly number: number;
}

/** A session description (SDP) of the page. */
export interface Offer {
  readonly type: "Offer";
  readonly connection: Connection;
  readonly sdp: string;
}

/** One address of the page, or None when there are no more; in the order they were found. */
export interface Candidate {
  readonly type: "Candidate";
  readonly connection: Connection;
  readonly candidate: string | null;
  readonly mid?: string | null;
}

/** What became of one way. */
export interface Tried {
  readonly type: "Tried";
  readonly path: Path;
}

/** Whether one way works. Shape: `connect_ms` until it was open and five echoes were back. */
export interface Path {
  readonly way: Way;
  readonly works: boolean;
  readonly connect_ms?: number | null;
  readonly rtt_ms?: number | null;
}

/** Small messages as the page counted them; what arrived up is told by the channel itself. */
export interface Counted {
  readonly type: "Counted";
  readonly phase: Phase;
  readonly probe: Probe;
}

/** Small messages both ways, without repair. Shape: counts as in `probe.py`. */
export interface Probe {
  readonly sent: number;
  readonly arrived: number;
  readonly returned: number;
  readonly rtt_ms?: number | null;
  readonly rtt_min_ms?: number | null;
  readonly jitter_up_ms?: number | null;
  readonly jitter_down_ms?: number | null;
}

/** What became of the clip. */
export interface Played {
  readonly type: "Played";
  readonly clip: Clip;
}

/** What the browser made of the clip that was sent to it. Units: `freeze_ms` of `seconds`. */
export interface Clip {
  readonly height: number;
  readonly seconds: number;
  readonly received: number;
  readonly lost: number;
  readonly decoded: number;
  readonly dropped: number;
  readonly freezes: number;
  readonly freeze_ms: number;
  readonly concealed?: number | null;
}

/** Begin a speed test in this direction; binary frames follow, ended by `SpeedDone`. */
export interface SpeedTest {
  readonly type: "SpeedTest";
  readonly toward: Toward;
}

/** The page's count of a speed test towards it. Units: Mbit/s. */
export interface SpeedDone {
  readonly type: "SpeedDone";
  readonly toward: Toward;
  readonly mbps: number | null;
}

/** What the page found by itself. */
export interface Found {
  readonly type: "Found";
  readonly devices?: Devices | null;
  readonly signalling?: Signalling | null;
  readonly nodes?: readonly Reached[] | null;
}

/** Camera, microphone and speaker; None where the check did not get to them. */
export interface Devices {
  readonly camera?: Camera | null;
  readonly microphone?: Microphone | null;
  readonly speaker?: Speaker;
}

/** One frame of the camera, and how many cameras there are. */
export interface Camera {
  readonly state: DeviceState;
  readonly count?: number;
  readonly width?: number | null;
  readonly height?: number | null;
  readonly fps?: number | null;
  readonly luma?: number | null;
  readonly luma_deviation?: number | null;
}

/**
 * Some seconds of the microphone.
 *
 * Shape: `active` is the share of the time, from 0 to 1, in which there was a voice; `noise_dbfs`
 * the level of the rest; `echo_db` what is left of our own sound with cancellation on.
 */
export interface Microphone {
  readonly state: DeviceState;
  readonly peak_dbfs?: number | null;
  readonly active?: number | null;
  readonly noise_dbfs?: number | null;
  readonly echo_db?: number | null;
}

/** The line to us. Shape: `works` is False where HTTPS passes and the live line does not. */
export interface Signalling {
  readonly works: boolean;
  readonly online?: boolean;
  readonly rtt_ms?: number | null;
}

/** Whether a conference node answered. Shape: `test_call` None when it has none to try. */
export interface Reached {
  readonly answers: boolean;
  readonly test_call?: boolean | null;
}

/** There is no more: judge. */
export interface Finish {
  readonly type: "Finish";
}

/** What is tested now. Units: kbit/s, bytes, milliseconds from now until the line is cut. */
export interface Plan {
  readonly type: "Plan";
  readonly depth: Depth;
  readonly turns: readonly Turn[];
  readonly nodes: readonly Node[];
  readonly clip_height: number;
  readonly uplink_kbps: number;
  readonly up_bytes: number;
  readonly down_bytes: number;
  readonly deadline_ms: number;
}

/** A TURN server for one way, and a sign-in that holds for some minutes. */
export interface Turn {
  readonly way: Way;
  readonly url: string;
  readonly username: string;
  readonly credential: string;
}

/** A conference node of the calls. Shape: `test_call` is the alias of its test call, if any. */
export interface Node {
  readonly url: string;
  readonly test_call: string;
}

/** Others are testing; the place in that line and the seconds until it comes. */
export interface Queued {
  readonly type: "Queued";
  readonly position: number;
  readonly eta_s: number;
}

/** The probe's session description for an offer, with all its addresses. */
export interface Answer {
  readonly type: "Answer";
  readonly connection: Connection;
  readonly sdp: string;
}

/** The page's own sound and picture as they arrive, once a second. */
export interface Counting {
  readonly type: "Counting";
  readonly uplink: Uplink;
}

/** The person's own sound and picture as they arrived, counted and never decoded. */
export interface Uplink {
  readonly received: number;
  readonly lost: number;
  readonly jitter_ms: number | null;
  readonly kbps: number | null;
}

/** The probe's count of a speed test from the page; the end of it in both directions. */
export interface SpeedMeasured {
  readonly type: "SpeedMeasured";
  readonly toward: Toward;
  readonly mbps: number | null;
}

/** The verdict; then the line is closed. */
export interface Judged {
  readonly type: "Judged";
  readonly verdict: Verdict;
}

/**
 * Of one pre-check. Shape: `causes` worst first; `hindering` are those without which it would
 * be better than `outcome` says, the rest are only advice.
 */
export interface Verdict {
  readonly outcome: Outcome;
  readonly causes: readonly Cause[];
  readonly hindering: readonly Cause[];
  readonly numbers: Numbers;
}

/** What is told with a verdict. Shape: loss from 0 to 1; MOS from 1 to 4.5. */
export interface Numbers {
  readonly rtt_ms: number | null;
  readonly loss_up: number | null;
  readonly loss_down: number | null;
  readonly jitter_up_ms: number | null;
  readonly jitter_down_ms: number | null;
  readonly up_mbps: number | null;
  readonly down_mbps: number | null;
  readonly added_ms: number | null;
  readonly mos: number | null;
}

/** No check now. Units: seconds until it makes sense to ask again, 0 for never. */
export interface Refused {
  readonly type: "Refused";
  readonly why: Why;
  readonly retry_s: number;
}

export type FromPage = Begin | Echo | Offer | Candidate | Tried | Counted | Played | SpeedTest | SpeedDone | Found | Finish;

export type ToPage = Plan | Queued | Echo | Answer | Counting | SpeedMeasured | Judged | Refused;
