// The person's own sound and picture go up, and a clip comes down, on the best way.
import { clipOf } from "./clip";
import type { Line } from "./line";
import { offered } from "./offering";
import type { Ports } from "./ports";
import type { Plan, Turn, Way } from "./talk.gen";
import { pause, within } from "./waits";
import { configurationOf } from "./ways";

/** What a call uses; a short list keeps the description short. */
const CODECS: Readonly<Record<string, readonly string[]>> = {
  audio: ["audio/opus"],
  video: ["video/vp8", "video/rtx"],
};

/** Units: milliseconds. */
const OPEN_MS = 10_000;

export interface MediaOptions {
  readonly ports: Ports;
  readonly line: Line;
  readonly plan: Plan;
  readonly way: Way;
  readonly turns: readonly Turn[];
  readonly tracks: readonly MediaStreamTrack[];
  /** Units: milliseconds. */
  readonly ms: number;
  readonly signal: AbortSignal;
}

/** Plays and sends for so long and tells what became of the clip. Errors: Stopped, LineLost. */
export async function exchange(options: MediaOptions): Promise<void> {
  const { ports, line, plan, signal } = options;
  const showing = plan.clip_height > 0;
  if (!showing && options.tracks.length === 0) return;
  const peer = ports.peer(configurationOf(options.way, options.turns));
  const shut = played(ports, peer);
  try {
    for (const kind of ["audio", "video"]) add(peer, kind, options.tracks, showing);
    const opened = connected(peer);
    await offered(line, "media", peer);
    await limit(peer, plan.uplink_kbps);
    if (!(await within(ports, OPEN_MS, signal, opened, false))) return;
    const began = ports.now();
    await pause(ports, options.ms, signal);
    const stats = await peer.getStats();
    const clip = clipOf(stats.values(), (ports.now() - began) / 1000);
    if (clip && showing) line.say({ type: "Played", clip });
  } finally {
    shut();
    peer.close();
  }
}

function add(
  peer: RTCPeerConnection,
  kind: string,
  tracks: readonly MediaStreamTrack[],
  showing: boolean,
): void {
  const track = tracks.find((each) => each.kind === kind);
  if (!track && !showing) return;
  const direction = track ? (showing ? "sendrecv" : "sendonly") : "recvonly";
  const transceiver = peer.addTransceiver(track ?? kind, { direction });
  const codecs = globalThis.RTCRtpReceiver?.getCapabilities?.(kind)?.codecs ?? [];
  const wanted = codecs.filter(({ mimeType }) => CODECS[kind]?.includes(mimeType.toLowerCase()));
  if (wanted.length > 0) transceiver.setCodecPreferences?.(wanted);
}

function connected(peer: RTCPeerConnection): Promise<true> {
  return new Promise((done) => {
    peer.addEventListener("connectionstatechange", () => {
      if (peer.connectionState === "connected") done(true);
    });
  });
}

async function limit(peer: RTCPeerConnection, kbps: number): Promise<void> {
  for (const sender of peer.getSenders()) {
    if (sender.track?.kind !== "video") continue;
    const parameters = sender.getParameters();
    for (const each of parameters.encodings ?? []) each.maxBitrate = kbps * 1000;
    // A browser that does not know this sends what it finds right.
    await sender.setParameters(parameters).catch(() => {});
  }
}

function played(ports: Ports, peer: RTCPeerConnection): () => void {
  const shuts: (() => void)[] = [];
  peer.addEventListener("track", ({ track }) => {
    if (track.kind === "video") shuts.push(ports.play(track));
  });
  return () => {
    for (const shut of shuts) shut();
  };
}
