// The stories of those who have tested their camera, sound and line.
import type { CardGuest, Cause, LastCheck, Outcome } from "../wire.gen";
import { aBoard, aCard, aGuest, ago } from "./fixtures";
import type { Scene } from "./still";

export function aCheck(outcome: Outcome, causes: readonly Cause[], minutes = 4): LastCheck {
  return { outcome, causes, at: ago(minutes), until: ago(minutes - 12 * 60) };
}

const tested = (visit: string, number: number, ...guests: readonly Partial<CardGuest>[]) =>
  aCard({
    visit,
    number,
    arrived_at: ago(16 - number),
    guests: guests.map((guest, at) => aGuest({ guest: `${visit}-${at}`, ...guest })),
  });

const READY = tested("klar", 3, { name: "Klar Kristensen", checked: aCheck("good", []) });
const NO_CAMERA = tested("kun-lyd", 4, {
  name: "Uden Kamera Kjær",
  checked: aCheck("sound-only", ["cam-none", "net-slow-up"]),
});
const BLOCKED = tested("spaerret", 5, {
  name: "Spærret Sørensen",
  phone_number: "+45 00 00 00 05",
  checked: aCheck("unusable", ["path-none"], 0),
});
const UNEVEN = tested("ujaevn", 6, {
  name: "Ujævn Uldum",
  checked: aCheck("usable", ["net-jitter", "mic-quiet"], 75),
});
const PARTY = tested(
  "selskab",
  7,
  { name: "Prøve Pedersen", checked: aCheck("good", [], 9) },
  {
    name: "Tolk Tolkesen",
    role: "interpreter",
    language: "ar",
    checked: aCheck("sound-only", ["cam-denied"], 2),
  },
);
const CHECKED = [READY, NO_CAMERA, BLOCKED, UNEVEN, PARTY];

export const CHECKS: Readonly<Record<string, readonly [title: string, scene: Scene]>> = {
  "checked-good": [
    "all have tested, the first one is ready for video",
    { board: aBoard(CHECKED), chosen: "klar" },
  ],
  "checked-sound-only": [
    "no camera: let in with sound alone, or with picture anyway",
    { board: aBoard(CHECKED), chosen: "kun-lyd" },
  ],
  "checked-unusable": [
    "a video call will not work, and there is a telephone",
    { board: aBoard(CHECKED, { rings: true, calls_in: true }), chosen: "spaerret" },
  ],
  "checked-unusable-own-phone": [
    "a video call will not work, and the queue rings nobody up",
    { board: aBoard(CHECKED), chosen: "spaerret" },
  ],
  "checked-party": [
    "the interpreter has no camera",
    { board: aBoard(CHECKED, { call_places: 3 }), chosen: "selskab" },
  ],
};
