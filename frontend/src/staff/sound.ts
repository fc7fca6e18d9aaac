// The bell: two soft notes made by the browser itself, so that no sound has to be fetched.
import { type ReadonlySignal, signal } from "@preact/signals";

/** Units: hertz and seconds. */
const NOTES = [659.3, 880];
const NOTE_S = 0.16;
const CHIME_S = 0.55;
const LOUDNESS = 0.14;

export interface Bell {
  /** The browser lets nothing sound before somebody has pressed something on the page. */
  readonly deaf: ReadonlySignal<boolean>;
  ring(times: number): void;
  close(): void;
}

export function newBell(): Bell {
  const deaf = signal(true);
  const ends = new AbortController();
  let context: AudioContext | null = null;
  const wake = () => {
    context ??= new AudioContext();
    const sounding = context;
    void sounding.resume().then(() => {
      deaf.value = sounding.state !== "running";
    });
  };
  // Whoever has just signed in has pressed something already.
  if (navigator.userActivation?.hasBeenActive) wake();
  for (const gesture of ["pointerdown", "keydown"]) {
    document.addEventListener(gesture, wake, { signal: ends.signal });
  }
  return {
    deaf,
    ring(times) {
      if (context?.state !== "running") return;
      for (let index = 0; index < times; index += 1) chime(context, index * CHIME_S);
    },
    close() {
      ends.abort();
      void context?.close();
    },
  };
}

function chime(context: AudioContext, after: number): void {
  NOTES.forEach((note, index) => {
    const starts = context.currentTime + after + index * NOTE_S;
    const tone = new OscillatorNode(context, { type: "sine", frequency: note });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.setValueAtTime(0, starts);
    volume.gain.linearRampToValueAtTime(LOUDNESS, starts + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, starts + NOTE_S * 2);
    tone.connect(volume).connect(context.destination);
    tone.start(starts);
    tone.stop(starts + NOTE_S * 2);
  });
}
