// What cannot be used of camera and microphone, told together when it is the same trouble. Pure.
import type { Sent, Source, Trouble } from "./devices";

export interface Told {
  /** Names the words: `incall-<subject>-<why>`. */
  readonly subject: Sent | "both";
  readonly why: Trouble;
  /** What to open again. */
  readonly kinds: readonly Sent[];
}

export function troubles(camera: Source, microphone: Source): readonly Told[] {
  const picture = camera.at === "failed" ? camera.why : null;
  const sound = microphone.at === "failed" ? microphone.why : null;
  if (picture && picture === sound)
    return [{ subject: "both", why: picture, kinds: ["microphone", "camera"] }];
  const told: Told[] = [];
  if (sound) told.push({ subject: "microphone", why: sound, kinds: ["microphone"] });
  if (picture) told.push({ subject: "camera", why: picture, kinds: ["camera"] });
  return told;
}
