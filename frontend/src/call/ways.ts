// Which ways picture and sound go in a call; what a person sends, and what comes to them. Pure.
import type { Direction } from "../wire.gen";

/**
 * `send-only` is seen, and neither sees nor hears. `receive-only` sees and hears somebody who is
 * `send-only`, and sends nothing. `sound` speaks and hears, without any picture.
 */
export type Way = Direction;

/** What may go each way; `opens` is what is opened without being asked for. */
export interface Directions {
  readonly sends: { readonly camera: boolean; readonly microphone: boolean };
  readonly opens: { readonly camera: boolean; readonly microphone: boolean };
  readonly sees: boolean;
  readonly hears: boolean;
  /** Which side of a phone the picture is of, to begin with. */
  readonly facing: "user" | "environment";
}

const BOTH = { camera: true, microphone: true };
const NEITHER = { camera: false, microphone: false };

export const DIRECTIONS: Readonly<Record<Way, Directions>> = {
  "two-way": { sends: BOTH, opens: BOTH, sees: true, hears: true, facing: "user" },
  // Whoever is asked to show something is most often on the phone already: their voice comes that
  // way, and a phone has one microphone. What they are to show is in front of them.
  "send-only": {
    sends: BOTH,
    opens: { camera: true, microphone: false },
    sees: false,
    hears: false,
    facing: "environment",
  },
  "receive-only": { sends: NEITHER, opens: NEITHER, sees: true, hears: true, facing: "user" },
  sound: {
    sends: { camera: false, microphone: true },
    opens: { camera: false, microphone: true },
    sees: false,
    hears: true,
    facing: "user",
  },
};
