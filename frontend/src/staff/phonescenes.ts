// The stories of those who take part by telephone.
import * as clinic from "./scenery";
import type { Scene } from "./still";

const PHONES = { rings: true, calls_in: true };

export const BY_PHONE: Readonly<Record<string, readonly [title: string, scene: Scene]>> = {
  "by-phone": [
    "a party by telephone, in all its states",
    {
      board: clinic.afternoon([clinic.BY_PHONE], { rings: true, calls_in: true, call_places: 6 }),
      chosen: "phone",
    },
  ],
  "phone-ways": [
    "somebody with a number and no page",
    { board: clinic.afternoon([clinic.REACHABLE], PHONES), chosen: "reachable" },
  ],
  "ask-by-phone": [
    "beginning a conversation by telephone",
    {
      board: clinic.afternoon([clinic.REACHABLE], PHONES),
      chosen: "reachable",
      asking: { kind: "by-phone", visit: "reachable", guest: "r1", ring: true },
    },
  ],
  "ask-by-phone-call-in": [
    "letting somebody call in",
    {
      board: clinic.afternoon([clinic.REACHABLE], PHONES),
      chosen: "reachable",
      asking: { kind: "by-phone", visit: "reachable", guest: "r1", ring: false },
    },
  ],
};
