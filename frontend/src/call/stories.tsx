// Every state of a call, and a live one that dials for real.
import type { ComponentProps } from "preact";
import type { Story } from "../gallery/story";
import { CallView } from "./CallView";
import { Live } from "./Live";
import { ANNA, type Scenery, scene } from "./scenery";

const TOGETHER: Scenery = { phase: { at: "together" }, people: [ANNA] };
const lost = (because: "line" | "busy" | "blocked" | "refused", tries = 1): Scenery => ({
  phase: { at: "reconnecting", because, tries, entered: because === "line" },
  people: because === "line" ? [ANNA] : [],
});

const STATES: Readonly<Record<string, readonly [title: string, scenery: Scenery]>> = {
  joining: ["on the way in", { phase: { at: "joining" } }],
  alone: ["in, and nobody else is", { phase: { at: "alone", met: false } }],
  "alone-again": ["the other has gone out", { phase: { at: "alone", met: true } }],
  coming: [
    "the other is on the way in",
    { phase: { at: "alone", met: false }, people: [{ ...ANNA, here: false }] },
  ],
  returning: [
    "the other has lost the connection",
    { phase: { at: "alone", met: true }, people: [{ ...ANNA, here: false }] },
  ],
  together: ["both are there", TOGETHER],
  phone: ["both have a phone held upright", { ...TOGETHER, phone: true, theirPhone: true }],
  three: [
    "one more, whose microphone is off",
    {
      ...TOGETHER,
      people: [
        ANNA,
        { ...ANNA, key: "b", name: "Bo Eksempel-Langenavn (tolk)", microphone: false },
      ],
    },
  ],
  "no-picture": [
    "the other's camera is off",
    { ...TOGETHER, people: [{ ...ANNA, camera: false }] },
  ],
  silent: [
    "own microphone and camera are off",
    { ...TOGETHER, camera: { at: "off" }, microphone: { at: "off" } },
  ],
  opening: [
    "camera and microphone are being opened",
    { phase: { at: "joining" }, camera: { at: "opening" }, microphone: { at: "opening" } },
  ],
  weak: ["the line is weak", { ...TOGETHER, line: "weak" }],
  bad: ["the line is very weak", { ...TOGETHER, line: "bad" }],
  reconnecting: ["the line is lost", lost("line")],
  "reconnecting-long": ["the line has been lost for a while", lost("line", 4)],
  busy: ["the video system is full", lost("busy", 2)],
  blocked: ["the network blocks video", lost("blocked", 3)],
  refused: ["the way in does not work", lost("refused", 2)],
  denied: [
    "camera and microphone are blocked in the browser",
    {
      ...TOGETHER,
      camera: { at: "failed", why: "denied" },
      microphone: { at: "failed", why: "denied" },
    },
  ],
  busied: [
    "another program has the camera",
    { ...TOGETHER, camera: { at: "failed", why: "busy" } },
  ],
  staff: [
    "a clinician's call",
    { ...TOGETHER, audience: "staff", people: [{ ...ANNA, name: "Prøve Pedersen" }] },
  ],
};

/** Staff have the call as a part of a page. */
function Page(props: ComponentProps<typeof CallView>) {
  const call = <CallView {...props} />;
  return props.model.audience === "staff" ? <main>{call}</main> : call;
}

export const stories: readonly Story[] = [
  ...Object.entries(STATES).map(([state, [title, scenery]]) => ({
    id: `call/${state}`,
    title,
    show: () => <Page model={scene(scenery)} />,
  })),
  {
    id: "call/soundless",
    title: "the browser plays no sound yet",
    show: () => <Page model={scene(TOGETHER)} soundless />,
  },
  {
    id: "call/live",
    title: "a real call: ?node=&alias=&pin=&tag=&name=&others=",
    show: () => <Live />,
  },
];
