// A sound to find out whether the loudspeaker is heard: three soft tones, made here.

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
  for (const { hertz, at } of TONES) sound(audio, hertz, audio.currentTime + at);
  setTimeout(() => void audio.close(), ALL_MS);
}

function sound(audio: AudioContext, hertz: number, at: number): void {
  const swing = audio.createOscillator();
  const loud = audio.createGain();
  swing.frequency.value = hertz;
  loud.gain.setValueAtTime(0, at);
  loud.gain.linearRampToValueAtTime(0.4, at + 0.05);
  loud.gain.exponentialRampToValueAtTime(0.001, at + LENGTH_S);
  swing.connect(loud).connect(audio.destination);
  swing.start(at);
  swing.stop(at + LENGTH_S);
}
