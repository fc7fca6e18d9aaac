// What the browser made of the clip, from its own statistics. Pure.
import { told } from "./figures";
import type { Clip } from "./talk.gen";

/** The part of an `inbound-rtp` in use; what a browser does not tell is missing. */
interface Inbound {
  readonly type: string;
  readonly kind?: string;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  readonly framesDecoded?: number;
  readonly framesDropped?: number;
  readonly frameHeight?: number;
  readonly freezeCount?: number;
  readonly totalFreezesDuration?: number;
  readonly concealedSamples?: number;
  readonly totalSamplesReceived?: number;
}

/** Null when no picture came: then nothing is known of how it is shown. */
export function clipOf(stats: Iterable<unknown>, seconds: number): Clip | null {
  const inbound = [...stats].filter(isInbound);
  const picture = inbound.find(({ kind }) => kind === "video");
  const sound = inbound.find(({ kind }) => kind === "audio");
  if (!picture?.packetsReceived || picture.framesDecoded === undefined) return null;
  return {
    height: picture.frameHeight ?? 0,
    seconds,
    received: sum(picture.packetsReceived, sound?.packetsReceived),
    lost: Math.max(0, sum(picture.packetsLost, sound?.packetsLost)),
    decoded: picture.framesDecoded,
    dropped: picture.framesDropped ?? 0,
    freezes: picture.freezeCount ?? 0,
    freeze_ms: (picture.totalFreezesDuration ?? 0) * 1000,
    concealed: told(shareOf(sound?.concealedSamples, sound?.totalSamplesReceived)),
  };
}

function isInbound(each: unknown): each is Inbound {
  return (each as Inbound).type === "inbound-rtp";
}

function sum(one: number | undefined, other: number | undefined): number {
  return (one ?? 0) + (other ?? 0);
}

function shareOf(part: number | undefined, whole: number | undefined): number | undefined {
  return part !== undefined && whole ? part / whole : undefined;
}
