// The camera, the microphone and the speaker of one call: what is sent, what went wrong, what else there is.
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Media } from "./leg";
import type { Ask } from "./types";

/**
 * Why a camera or a microphone cannot be used, one sentence each in `call.ftl`.
 *
 * `denied`: the browser or the person said no. `missing`: there is none. `busy`: another program has
 * it. `unable`: this browser, or this page, may not have one at all.
 */
export type Trouble = "denied" | "missing" | "busy" | "unable";

export type Source =
  | { readonly at: "off" | "opening" | "on" }
  | { readonly at: "failed"; readonly why: Trouble };

export type Kind = "camera" | "microphone" | "speaker";

export interface Choice {
  readonly id: string;
  readonly name: string;
}

export type Choices = Readonly<Record<Kind, readonly Choice[]>>;

/** The part of `navigator.mediaDevices` in use; undefined where the page is not secure. */
export type MediaSource = Pick<
  MediaDevices,
  "getUserMedia" | "enumerateDevices" | "addEventListener" | "removeEventListener"
> & {
  /** The browser's own question for a speaker; Firefox has it, and tells of no speaker before. */
  readonly selectAudioOutput?: () => Promise<MediaDeviceInfo>;
};

/** Which side of a phone a camera looks from. */
export type Side = "user" | "environment";

/** A device that was in use and is gone; `instead` is what is used now, empty for the browser's choice. */
export interface Gone {
  readonly kind: Kind;
  readonly instead: string;
}

export type Sent = "camera" | "microphone";

export type Tracks = Readonly<Partial<Record<Sent, MediaStreamTrack>>>;

const KINDS: Readonly<Record<MediaDeviceKind, Kind>> = {
  videoinput: "camera",
  audioinput: "microphone",
  audiooutput: "speaker",
};

const NONE: Choices = { camera: [], microphone: [], speaker: [] };

const TROUBLES: Readonly<Record<string, Trouble>> = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
};

const PICTURE = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 25, max: 30 },
};
const SOUND = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

export class Devices {
  readonly #media: MediaSource | undefined;
  readonly #stream: MediaStream;
  readonly #tracks = signal<Tracks>({});
  readonly #sources = {
    camera: signal<Source>({ at: "off" }),
    microphone: signal<Source>({ at: "off" }),
  };
  readonly #choices = signal<Choices>(NONE);
  readonly #chosen = signal<Readonly<Record<Kind, string>>>({
    camera: "",
    microphone: "",
    speaker: "",
  });
  /** Grows with every opening of a source, so that a late answer of the browser is put away. */
  readonly #turns = { camera: 0, microphone: 0 };
  readonly #gone = signal<Gone | null>(null);
  #facing: Side;
  #closed = false;

  /** `stream` is empty and will carry what is sent: always the same, or the SDK would negotiate anew. */
  constructor(media: MediaSource | undefined, stream: MediaStream, facing: Side = "user") {
    this.#media = media;
    this.#stream = stream;
    this.#facing = facing;
    media?.addEventListener("devicechange", this.#look);
  }

  get camera(): ReadonlySignal<Source> {
    return this.#sources.camera;
  }

  /** `off` is silent; the track stays open, so that one is heard at once when it is on again. */
  get microphone(): ReadonlySignal<Source> {
    return this.#sources.microphone;
  }

  /** What is sent now. */
  get tracks(): ReadonlySignal<Tracks> {
    return this.#tracks;
  }

  get choices(): ReadonlySignal<Choices> {
    return this.#choices;
  }

  /** The id of each chosen device; empty is the browser's own choice. */
  get chosen(): ReadonlySignal<Readonly<Record<Kind, string>>> {
    return this.#chosen;
  }

  /** What vanished last; null once it is put away. */
  get gone(): ReadonlySignal<Gone | null> {
    return this.#gone;
  }

  forget(): void {
    this.#gone.value = null;
  }

  /** Which side the picture is of; null where the camera does not say. */
  readonly side = computed<Side | null>(() => {
    const side = this.#tracks.value.camera?.getSettings().facingMode;
    return side === "user" || side === "environment" ? side : null;
  });

  /** Whether the own picture looks at the person; only then is it shown as a mirror. */
  readonly mirrored = computed(() => this.side.value !== "environment");

  media(): Media {
    return {
      stream: this.#stream,
      sending: {
        camera: this.camera.value.at === "on",
        microphone: this.microphone.value.at === "on",
      },
    };
  }

  /** Opens what is asked for: both in one question, else each on its own; what fails is left out. */
  async open(ask: Ask): Promise<void> {
    if (!(ask.camera && ask.microphone && (await this.#openBoth()))) {
      if (ask.microphone) await this.#open("microphone");
      if (ask.camera) await this.#open("camera");
    }
    // What else there is to choose from is for later: the call can begin.
    void this.#look();
  }

  async setMicrophone(on: boolean): Promise<void> {
    const track = this.#tracks.value.microphone;
    if (!track) return on ? this.#open("microphone") : undefined;
    track.enabled = on;
    this.#sources.microphone.value = { at: on ? "on" : "off" };
  }

  /** Off puts the camera's light out. */
  async setCamera(on: boolean): Promise<void> {
    if (on) return this.#open("camera");
    this.#turns.camera += 1;
    this.#put("camera", null);
    this.#sources.camera.value = { at: "off" };
  }

  async choose(kind: Kind, id: string): Promise<void> {
    this.#prefer(kind, id);
    if (kind === "speaker") return;
    const off = this.#sources[kind].peek().at === "off";
    if (!this.#tracks.peek()[kind] && off) return;
    await this.#open(kind);
    if (off) await this.setMicrophone(false);
  }

  /** From the front to the back of a phone, or on to the next camera of a computer. */
  async turn(): Promise<void> {
    const settings = this.#tracks.value.camera?.getSettings() ?? {};
    if (settings.facingMode) {
      return this.face(settings.facingMode === "environment" ? "user" : "environment");
    }
    const ids = this.#choices.value.camera.map((choice) => choice.id);
    const next = ids[(ids.indexOf(settings.deviceId ?? "") + 1) % ids.length];
    if (next !== undefined) await this.choose("camera", next);
  }

  /** The camera on this side of a phone. */
  async face(side: Side): Promise<void> {
    this.#facing = side;
    this.#prefer("camera", "");
    await this.#open("camera");
  }

  /** Whether the browser has a question of its own for the speaker. */
  get asksForSpeaker(): boolean {
    return this.#media?.selectAudioOutput !== undefined;
  }

  /** Lets the browser ask which speaker; nothing changes when the person chooses none. */
  async askForSpeaker(): Promise<void> {
    const found = await this.#media?.selectAudioOutput?.().catch(() => null);
    if (!found) return;
    this.#prefer("speaker", found.deviceId);
    await this.#look();
  }

  close(): void {
    this.#closed = true;
    this.#media?.removeEventListener("devicechange", this.#look);
    this.#put("camera", null);
    this.#put("microphone", null);
  }

  async #openBoth(): Promise<boolean> {
    const turns = { camera: this.#start("camera"), microphone: this.#start("microphone") };
    const stream = await this.#ask({
      audio: this.#wish("microphone"),
      video: this.#wish("camera"),
    });
    if (typeof stream === "string") return false;
    for (const track of stream.getTracks()) {
      const kind = track.kind === "video" ? "camera" : "microphone";
      this.#take(kind, turns[kind], track);
    }
    return true;
  }

  async #open(kind: Sent): Promise<void> {
    const turn = this.#start(kind);
    // Many phones give out one camera at a time, so the old one is let go first.
    if (kind === "camera") this.#put("camera", null);
    const found = await this.#askFor(kind);
    if (typeof found !== "string") this.#take(kind, turn, found.getTracks()[0]);
    else if (turn === this.#turns[kind]) this.#sources[kind].value = { at: "failed", why: found };
  }

  #start(kind: Sent): number {
    this.#sources[kind].value = { at: "opening" };
    this.#turns[kind] += 1;
    return this.#turns[kind];
  }

  async #askFor(kind: Sent): Promise<MediaStream | Trouble> {
    const only = (wish: MediaTrackConstraints) =>
      this.#ask(kind === "camera" ? { video: wish } : { audio: wish });
    const found = await only(this.#wish(kind));
    if (found !== "missing" || !this.#chosen.value[kind]) return found;
    // The chosen device has been unplugged: any other is better than none.
    this.#prefer(kind, "");
    return only(this.#wish(kind));
  }

  async #ask(constraints: MediaStreamConstraints): Promise<MediaStream | Trouble> {
    if (!this.#media) return "unable";
    try {
      return await this.#media.getUserMedia(constraints);
    } catch (failure) {
      return TROUBLES[failure instanceof Error ? failure.name : ""] ?? "unable";
    }
  }

  #wish(kind: Sent): MediaTrackConstraints {
    const id = this.#chosen.value[kind];
    const which = id ? { deviceId: { exact: id } } : {};
    if (kind === "microphone") return { ...SOUND, ...which };
    return { ...PICTURE, ...(id ? which : { facingMode: { ideal: this.#facing } }) };
  }

  #take(kind: Sent, turn: number, track: MediaStreamTrack | undefined): void {
    if (!track || this.#closed || turn !== this.#turns[kind]) {
      track?.stop();
      return;
    }
    this.#put(kind, track);
    this.#sources[kind].value = { at: "on" };
    // Unplugged, or taken by a phone call: try any other, and say so when there is none.
    track.addEventListener("ended", () => {
      if (this.#tracks.peek()[kind] === track) void this.#replace(kind);
    });
  }

  async #replace(kind: Sent): Promise<void> {
    const silent = this.#sources[kind].peek().at === "off";
    await this.#open(kind);
    if (silent) await this.setMicrophone(false);
    const track = this.#tracks.peek()[kind];
    // When there is no other, the trouble itself is told.
    if (track) this.#gone.value = { kind, instead: track.label };
  }

  #prefer(kind: Kind, id: string): void {
    this.#chosen.value = { ...this.#chosen.peek(), [kind]: id };
  }

  #put(kind: Sent, track: MediaStreamTrack | null): void {
    const { [kind]: old, ...rest } = this.#tracks.peek();
    if (!old && !track) return;
    if (old) this.#stream.removeTrack(old);
    if (track) this.#stream.addTrack(track);
    old?.stop();
    this.#tracks.value = track ? { ...rest, [kind]: track } : rest;
  }

  // An arrow, because it is handed to the browser as a listener.
  readonly #look = async (): Promise<void> => {
    const found = await this.#media?.enumerateDevices().catch(() => []);
    this.#choices.value = sorted(found ?? []);
    this.#missSpeaker();
    for (const kind of ["camera", "microphone"] as const) {
      const source = this.#sources[kind].peek();
      const missing = source.at === "failed" && source.why === "missing";
      if (missing && this.#choices.value[kind].length > 0) await this.#open(kind);
    }
  };

  // A camera and a microphone tell by themselves that they are gone; a speaker does not.
  #missSpeaker(): void {
    const speakers = this.#choices.peek().speaker;
    const id = this.#chosen.peek().speaker;
    if (!id || speakers.length === 0 || speakers.some((each) => each.id === id)) return;
    this.#prefer("speaker", "");
    this.#gone.value = { kind: "speaker", instead: "" };
  }
}

function sorted(found: readonly MediaDeviceInfo[]): Choices {
  const choices: Record<Kind, Choice[]> = { camera: [], microphone: [], speaker: [] };
  for (const { kind, deviceId, label } of found) {
    // Without permission the browser gives neither names nor ids: nothing to choose from.
    if (deviceId && label) choices[KINDS[kind]].push({ id: deviceId, name: label });
  }
  return choices;
}
