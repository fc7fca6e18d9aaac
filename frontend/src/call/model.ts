// What the pictures, words and buttons of a call are drawn from.
import type { Connection } from "./connection";
import type { Devices } from "./devices";

export interface CallModel {
  readonly audience: "guest" | "staff";
  /** Who is expected, in words. */
  readonly others: readonly string[];
  readonly connection: Pick<Connection, "phase" | "people" | "picture" | "line" | "wake" | "leave">;
  readonly devices: Pick<
    Devices,
    | "camera"
    | "microphone"
    | "tracks"
    | "choices"
    | "chosen"
    | "mirrored"
    | "setCamera"
    | "setMicrophone"
    | "choose"
    | "turn"
  >;
  /** Only where this person may end the call for all. */
  readonly endForAll?: () => void;
}
