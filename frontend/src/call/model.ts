// What the pictures, words and buttons of a call are drawn from.
import type { Chat } from "./chat";
import type { Connection } from "./connection";
import type { Devices } from "./devices";
import type { Narrow } from "./narrow";
import type { Share } from "./share";
import type { CallProps, Other } from "./types";
import type { Way } from "./ways";

/** What the page around the call offers besides; what is not given is not shown. */
export type Offers = Pick<
  CallProps,
  "onHold" | "onMove" | "bringIn" | "ringUp" | "onContinueElsewhere"
>;

export interface CallModel {
  readonly audience: "guest" | "staff";
  readonly way: Way;
  readonly others: readonly Other[];
  readonly offers: Offers;
  readonly connection: Pick<
    Connection,
    | "phase"
    | "people"
    | "picture"
    | "slides"
    | "room"
    | "self"
    | "carrying"
    | "line"
    | "act"
    | "wake"
    | "leave"
  >;
  readonly chat: Pick<Chat, "messages" | "unread" | "look" | "write" | "again">;
  readonly share: Pick<Share, "possible" | "state" | "start" | "stop">;
  readonly narrow: Pick<Narrow, "soundOnly" | "pictureToo">;
  readonly devices: Pick<
    Devices,
    | "camera"
    | "microphone"
    | "tracks"
    | "choices"
    | "chosen"
    | "gone"
    | "side"
    | "mirrored"
    | "asksForSpeaker"
    | "setCamera"
    | "setMicrophone"
    | "choose"
    | "turn"
    | "face"
    | "askForSpeaker"
    | "forget"
  >;
  /** Only where this person may end the call for all. */
  readonly endForAll?: () => void;
}
