// Every state of a call, and a live one that dials for real.
import type { ComponentProps } from "preact";
import type { Story } from "../gallery/story";
import { type Asking, newOpen } from "./asking";
import { CallView } from "./CallView";
import type { Message } from "./chat";
import { Live } from "./Live";
import type { Offers } from "./model";
import type { Line, LineCause } from "./quality";
import { ANNA, BO, PER, type Scenery, scene } from "./scenery";
import type { Other, Reachable } from "./types";

const TOGETHER: Scenery = { phase: { at: "together" }, people: [ANNA] };
const STAFF: Scenery = { ...TOGETHER, audience: "staff", people: [PER] };
const PARTY: readonly Other[] = [
  { name: "Anna Test", role: "staff", here: true },
  { name: "Bo Eksempel-Langenavn", role: "interpreter", here: true },
  { name: "Mette Prøve", role: "relative" },
];
const reachable = (name: string, role: Reachable["role"]): Reachable => ({
  key: name,
  name,
  role,
  act: async () => {},
});
const OFFERS: Offers = {
  onHold: async () => {},
  onMove: () => {},
  onContinueElsewhere: async () => "https://venter.example/l#k=kun-et-eksempel-paa-en-adresse",
  bringIn: [reachable("Mette Prøve", "relative")],
  ringUp: [reachable("Ole Eksempel", "relative"), reachable("", "interpreter")],
};
/** 10.42 in Denmark. */
const AT = Date.UTC(2026, 10, 25, 9, 42);
const said = (id: number, from: string | null, text: string, fate: Message["fate"] = "sent") => ({
  id,
  from,
  text,
  at: AT + id * 60_000,
  fate,
});
const MESSAGES: readonly Message[] = [
  said(1, "Anna Test", "Medicinen hedder Prøvotal. Den skal tages om morgenen, sammen med mad."),
  said(2, null, "Tak. Hvor mange dage?"),
  said(3, "Anna Test", "Syv dage.\nRing, hvis du får udslæt."),
  said(4, null, "Det gør jeg", "failed"),
];
const weak = (cause: LineCause): Line => ({ grade: "weak", cause });
const BAD: Line = { grade: "bad", cause: "net-loss-down" };
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
  before: ["who is there, before one is in", { phase: { at: "joining" }, others: PARTY }],
  three: [
    "one more, whose microphone is off, and one who is expected",
    { ...TOGETHER, others: PARTY, people: [ANNA, { ...BO, microphone: false }] },
  ],
  "by-phone": [
    "one by phone, one with sound alone",
    {
      ...STAFF,
      people: [PER, { ...BO, by: "phone" }, { ...BO, key: "m", name: "Mette Prøve", by: "sound" }],
    },
  ],
  nobody: [
    "all others have sound alone",
    { ...TOGETHER, people: [{ ...ANNA, by: "sound", camera: false }] },
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
  weak: [
    "the line is weak: some is lost on the way out",
    { ...TOGETHER, line: weak("net-loss-up") },
  ],
  "slow-up": ["the own picture is made smaller", { ...TOGETHER, line: weak("net-slow-up") }],
  "slow-device": ["the device has too much to do", { ...TOGETHER, line: weak("device-slow") }],
  bad: ["the line is very weak", { ...TOGETHER, line: BAD }],
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
  narrow: [
    "sound alone, because the line is bad",
    { ...TOGETHER, line: BAD, carrying: "sound", camera: { at: "off" } },
  ],
  "narrow-good": [
    "sound alone, and the line is good again",
    { ...TOGETHER, carrying: "sound", camera: { at: "off" } },
  ],
  unsent: [
    "the own picture alone is left out",
    { ...TOGETHER, line: BAD, carrying: "unsent", camera: { at: "off" } },
  ],
  silenced: [
    "the own microphone was turned off by staff",
    { ...TOGETHER, microphone: { at: "off" }, self: { silenced: true } },
  ],
  "locked-out": [
    "outside a locked door",
    {
      phase: { at: "alone", met: false },
      room: { locked: true },
      self: { waits: true },
    },
  ],
  gone: [
    "the speaker in use has vanished",
    { ...TOGETHER, gone: { kind: "speaker", instead: "" } },
  ],
  "gone-microphone": [
    "the microphone in use has vanished, and there is another",
    { ...TOGETHER, gone: { kind: "microphone", instead: "Indbygget mikrofon" } },
  ],
  shown: [
    "one is seen, and neither sees nor hears",
    {
      ...TOGETHER,
      way: "send-only",
      side: "environment",
      phone: true,
      microphone: { at: "off" },
      offers: { onContinueElsewhere: async () => "" },
    },
  ],
  "shown-hidden": [
    "one is only to be seen, and the camera is off",
    {
      ...TOGETHER,
      way: "send-only",
      camera: { at: "off" },
      microphone: { at: "off" },
    },
  ],
  looking: ["staff see somebody who does not see them", { ...STAFF, way: "receive-only" }],
  "looking-unseen": [
    "and that one's camera is off",
    { ...STAFF, way: "receive-only", people: [{ ...PER, camera: false, microphone: false }] },
  ],
  sound: [
    "a call by sound alone",
    {
      ...TOGETHER,
      way: "sound",
      camera: { at: "off" },
      people: [{ ...ANNA, by: "sound", camera: false }],
    },
  ],
  slides: [
    "somebody presents",
    { ...TOGETHER, slides: true, people: [{ ...ANNA, presenting: true }] },
  ],
  "slides-phone": [
    "somebody presents to a phone held upright",
    {
      ...TOGETHER,
      slides: true,
      phone: true,
      people: [{ ...ANNA, presenting: true }],
    },
  ],
  sharing: ["one presents", { ...STAFF, sharing: "on" }],
  "sharing-refused": ["one may not present", { ...STAFF, sharing: "refused" }],
  written: ["something was written", { ...TOGETHER, messages: MESSAGES.slice(0, 1), unread: 1 }],
  staff: ["a clinician's call, with somebody who waits", { ...STAFF, offers: OFFERS }],
  "together-staff": ["a clinician's call", STAFF],
  outside: [
    "somebody waits at the door that is locked",
    {
      ...STAFF,
      room: { locked: true },
      people: [PER, { ...BO, here: false, waits: true }],
    },
  ],
};

const QUESTIONS: Readonly<
  Record<string, readonly [title: string, asking: Asking | null, chatting: boolean, Scenery]>
> = {
  chat: ["the chat is open", null, true, { ...TOGETHER, messages: MESSAGES }],
  "chat-staff": ["the chat is open, and empty", null, true, STAFF],
  more: ["everything else", "more", false, { ...STAFF, offers: OFFERS, unread: 2 }],
  "more-guest": [
    "everything else for a guest",
    "more",
    false,
    { ...TOGETHER, offers: { onContinueElsewhere: async () => "" } },
  ],
  people: [
    "everybody on one list",
    "people",
    false,
    {
      ...STAFF,
      offers: OFFERS,
      people: [PER, { ...BO, here: false, waits: true }],
      room: { locked: true },
    },
  ],
  "people-guest": ["everybody, for a guest", "people", false, { ...TOGETHER, others: PARTY }],
  devices: ["choosing devices", "devices", false, TOGETHER],
  hold: ["on hold?", "hold", false, { ...STAFF, offers: OFFERS }],
  elsewhere: ["on another device", "elsewhere", false, { ...TOGETHER, offers: OFFERS }],
  "elsewhere-failed": [
    "on another device, and there is no address",
    "elsewhere",
    false,
    { ...TOGETHER, offers: { onContinueElsewhere: () => Promise.reject(new Error("none")) } },
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
  ...Object.entries(QUESTIONS).map(([state, [title, asking, chatting, scenery]]) => ({
    id: `call/asking-${state}`,
    title,
    show: () => <Page model={scene(scenery)} opened={newOpen(asking, chatting)} />,
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
