// Every state of the pre-check's panel, from fixtures.
import "../guest/guest.css";
import "./precheck.css";
import type { ComponentChildren } from "preact";
import type { Story } from "../gallery/story";
import { Frame } from "../guest/Frame";
import { useTexts } from "../texts";
import type { Own } from "./allowing";
import type { Failure } from "./checking";
import { BrowserContext } from "./Findings";
import { Failed } from "./Result";
import { Start } from "./Start";
import { GOOD, judged, LAST, running, verdictOf } from "./scenery";
import { BROWSER_VALUES, CAUSE_VALUES } from "./talk.gen";

const nothing = () => {};

const FAILURES: readonly Failure[] = ["offline", "blocked", "busy", "often", "away", "hidden"];

/** Both are shut out, in this browser. */
function denied(own: Own): ComponentChildren {
  return (
    <BrowserContext.Provider value={own}>
      {judged(verdictOf("unusable", ["mic-denied", "cam-denied"]))}
    </BrowserContext.Provider>
  );
}

type Row = readonly [id: string, title: string, show: () => ComponentChildren];

const ROWS: readonly Row[] = [
  ["start", "before a test", () => <Start last={null} onStart={nothing} />],
  ["start-last", "tested before", () => <Start last={LAST} onStart={nothing} />],
  ["asking", "the browser asks", () => running("devices", { own: null })],
  ["listening", "picture and bar", () => running("ways")],
  ["hear", "is the sound heard?", () => running("media", { asked: "asked" })],
  ["heard", "it is", () => running("media", { asked: "heard" })],
  ["not-heard", "it is not", () => running("speed", { asked: "not-heard" })],
  [
    "no-devices",
    "camera blocked, no microphone",
    () => running("ways", { own: { stream: null, camera: "denied", microphone: "none" } }),
  ],
  [
    "queued",
    "others are testing",
    () => running("contact", { queued: { type: "Queued", position: 3, eta_s: 12 } }),
  ],
  ["busy", "there is no room now", () => running("contact", { queued: "busy" })],
  ["network", "a network alone", () => running("speed", { devices: false })],
  ["good", "all is well", () => judged(GOOD)],
  [
    "usable",
    "two things to mend",
    () => judged(verdictOf("usable", ["net-loss-up", "cam-dark"], { loss_up: 0.052 })),
  ],
  [
    "sound-only",
    "without a picture",
    () => judged(verdictOf("sound-only", ["net-audio-only", "net-slow-up", "net-busy"])),
  ],
  [
    "unusable",
    "no way through",
    () =>
      judged(
        verdictOf("unusable", ["path-none"], {
          rtt_ms: null,
          loss_up: null,
          loss_down: null,
          jitter_up_ms: null,
          jitter_down_ms: null,
          up_mbps: null,
          down_mbps: null,
          added_ms: null,
        }),
      ),
  ],
  ...BROWSER_VALUES.map(
    (browser): Row => [`denied-${browser}`, browser, () => denied({ browser, system: "windows" })],
  ),
  ["denied-ios", "a phone of Apple's", () => denied({ browser: "safari", system: "ios" })],
  ...CAUSE_VALUES.map(
    (cause): Row => [`cause-${cause}`, cause, () => judged(verdictOf("usable", [cause]))],
  ),
  ...FAILURES.map(
    (why): Row => [`failed-${why}`, why, () => <Failed why={why} onAgain={nothing} />],
  ),
];

function Page({ children }: { readonly children: ComponentChildren }) {
  const { t } = useTexts();
  return (
    <Frame unit={null}>
      <h1 class="guest-title">{t("check-title")}</h1>
      <div class="check">{children}</div>
    </Frame>
  );
}

export const stories: readonly Story[] = ROWS.map(([id, title, show]) => ({
  id: `precheck/${id}`,
  title,
  show: () => <Page>{show()}</Page>,
}));
