// One soft tone that rises at once and fades by itself.

/** Sounds from `at`, by the clock of `audio`. Units: hertz, seconds. */
export function tone(audio: AudioContext, hertz: number, at: number, length: number): void {
  const swing = audio.createOscillator();
  const loud = audio.createGain();
  swing.frequency.value = hertz;
  loud.gain.setValueAtTime(0, at);
  loud.gain.linearRampToValueAtTime(0.5, at + 0.03);
  loud.gain.exponentialRampToValueAtTime(0.001, at + length);
  swing.connect(loud).connect(audio.destination);
  swing.start(at);
  swing.stop(at + length);
}
