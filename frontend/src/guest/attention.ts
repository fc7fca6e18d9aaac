// "It is your turn" so that it cannot be missed: sound, vibration and the title, until it is heard.
import { tone } from "../tone";

const EVERY_MS = 4_000;
const FLASH_MS = 1_000;
/** After this the sound has done what it can; the title and the screen go on. Units: milliseconds. */
const SOUND_MS = 120_000;
const TREMBLE = [500, 200, 500, 200, 800];

/** Three rising tones, made here: no file to fetch at the moment it matters. Units: hertz, seconds. */
const TONES = [
  { hertz: 523, at: 0 },
  { hertz: 659, at: 0.22 },
  { hertz: 784, at: 0.44 },
] as const;
const LENGTH_S = 0.5;

export class Attention {
  #audio: AudioContext | null = null;
  #timers: ReturnType<typeof setInterval>[] = [];

  /** Browsers let a page sound only after a touch: the first one on the page opens the way. */
  listen(): void {
    const open = () => void this.#open();
    addEventListener("pointerdown", open, { once: true });
    addEventListener("keydown", open, { once: true });
  }

  /** The sound once, so that a person knows it and can turn it up; called from a tap. */
  async try(): Promise<void> {
    await this.#open();
    this.#chime();
  }

  /** Calls until `stop`. The title changes between the two, unless the person wants no movement. */
  start(title: string, flash: string): void {
    this.stop();
    this.#call();
    this.#every(EVERY_MS, () => this.#call(), SOUND_MS);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    this.#every(FLASH_MS, () => {
      document.title = document.title === flash ? title : flash;
    });
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
    tremble(0);
  }

  #every(ms: number, run: () => void, forMs = Number.POSITIVE_INFINITY): void {
    let left = forMs / ms;
    const timer = setInterval(() => {
      left -= 1;
      if (left < 0) clearInterval(timer);
      else run();
    }, ms);
    this.#timers.push(timer);
  }

  #call(): void {
    tremble(TREMBLE);
    this.#chime();
  }

  async #open(): Promise<void> {
    this.#audio ??= typeof AudioContext === "undefined" ? null : new AudioContext();
    await this.#audio?.resume();
  }

  #chime(): void {
    const audio = this.#audio;
    if (audio?.state === "running") {
      for (const { hertz, at } of TONES) tone(audio, hertz, audio.currentTime + at, LENGTH_S);
      return;
    }
    // Tones laid into a clock that stands still would all sound at once when it goes on.
    void audio?.resume();
  }
}

/** Before the first touch browsers refuse it, and some complain. */
function tremble(pattern: number | number[]): void {
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(pattern);
}

/** Keeps the screen on while somebody waits; a browser that may not simply lets it go dark. */
export class Awake {
  #lock: WakeLockSentinel | null = null;
  #wanted = false;

  constructor() {
    // The browser lets go whenever the page is hidden.
    document.addEventListener("visibilitychange", () => void this.#hold());
  }

  want(wanted: boolean): void {
    this.#wanted = wanted;
    if (wanted) void this.#hold();
    else void this.#lock?.release();
  }

  async #hold(): Promise<void> {
    if (!this.#wanted || document.visibilityState !== "visible" || !("wakeLock" in navigator))
      return;
    if (this.#lock && !this.#lock.released) return;
    this.#lock = await navigator.wakeLock.request("screen").catch(() => null);
  }
}
