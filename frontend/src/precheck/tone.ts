// A sound to find out whether the loudspeaker is heard: three soft tones, made here.
import { tone } from "../tone";

/** Units: hertz, seconds. */
const TONES = [
  { hertz: 523, at: 0 },
  { hertz: 659, at: 0.35 },
  { hertz: 523, at: 0.7 },
] as const;
const LENGTH_S = 0.6;
const ALL_MS = 1_600;

export function playTone(): void {
  if (typeof AudioContext === "undefined") return;
  const audio = new AudioContext();
  void audio.resume();
  for (const { hertz, at } of TONES) tone(audio, hertz, audio.currentTime + at, LENGTH_S);
  setTimeout(() => void audio.close(), ALL_MS);
}
