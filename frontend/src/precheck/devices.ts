// Opens the camera and the microphone of a check, and says what became of each.
import { lightOf } from "./frame";
import type { MediaSource, Ports } from "./ports";
import { barOf, Levels } from "./sound";
import type { Camera, DeviceState, Devices, Microphone } from "./talk.gen";
import { pause } from "./waits";

const STATES: Readonly<Record<string, DeviceState>> = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "none",
  OverconstrainedError: "none",
  NotReadableError: "busy",
  AbortError: "busy",
};

const PICTURE = {
  facingMode: { ideal: "user" },
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 25, max: 30 },
};
/** As the microphone is, without what a browser does to a voice: it would hide a noise. */
const SOUND = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };

/** How long is listened. Units: milliseconds. */
const LISTEN_MS = 3_000;

export interface Opened {
  readonly tracks: readonly MediaStreamTrack[];
  readonly camera: DeviceState;
  readonly microphone: DeviceState;
}

/** Both in one question; where that fails each by itself, so that one is had without the other. */
export async function openDevices(media: MediaSource | undefined): Promise<Opened> {
  if (!media) return { tracks: [], camera: "unasked", microphone: "unasked" };
  const both = await open(media, { audio: SOUND, video: PICTURE });
  if (typeof both !== "string") return { tracks: both, camera: "ok", microphone: "ok" };
  const sound = await open(media, { audio: SOUND });
  const picture = await open(media, { video: PICTURE });
  return {
    tracks: [sound, picture].flatMap((found) => (typeof found === "string" ? [] : found)),
    camera: typeof picture === "string" ? picture : "ok",
    microphone: typeof sound === "string" ? sound : "ok",
  };
}

/** The camera alone, to see oneself. */
export function openCamera(
  media: MediaSource | undefined,
): Promise<MediaStreamTrack[] | DeviceState> {
  return media ? open(media, { video: PICTURE }) : Promise.resolve("unasked");
}

async function open(
  media: MediaSource,
  wanted: MediaStreamConstraints,
): Promise<MediaStreamTrack[] | DeviceState> {
  try {
    return (await media.getUserMedia(wanted)).getTracks();
  } catch (failure) {
    return STATES[failure instanceof Error ? failure.name : ""] ?? "unasked";
  }
}

export function letGo(tracks: readonly MediaStreamTrack[]): void {
  for (const track of tracks) track.stop();
}

export interface LookOptions {
  readonly ports: Ports;
  readonly opened: Opened;
  /** From 0 to 1, as it is heard. */
  readonly onLevel: (level: number) => void;
  readonly signal: AbortSignal;
}

/** Looks and listens for some seconds. Errors: Stopped. */
export async function lookAt(options: LookOptions): Promise<Devices> {
  const [camera, microphone] = await Promise.all([look(options), listen(options)]);
  return { camera, microphone };
}

async function look({ ports, opened }: LookOptions): Promise<Camera> {
  const track = opened.tracks.find(({ kind }) => kind === "video");
  const count = await camerasOf(ports.media);
  if (!track) return { state: opened.camera, count };
  const { width, height, frameRate } = track.getSettings();
  const points = await ports.picture(track);
  return {
    state: opened.camera,
    count,
    width: width ?? null,
    height: height ?? null,
    fps: frameRate ?? null,
    ...(points && lightOf(points)),
  };
}

async function camerasOf(media: MediaSource | undefined): Promise<number> {
  const found = (await media?.enumerateDevices().catch(() => [])) ?? [];
  return found.filter(({ kind }) => kind === "videoinput").length;
}

async function listen({ ports, opened, onLevel, signal }: LookOptions): Promise<Microphone> {
  const track = opened.tracks.find(({ kind }) => kind === "audio");
  if (!track) return { state: opened.microphone };
  const levels = new Levels();
  const stop = ports.hear(track, (samples) => onLevel(barOf(levels.add(samples))));
  try {
    await pause(ports, LISTEN_MS, signal);
  } finally {
    stop();
  }
  return levels.microphone();
}
