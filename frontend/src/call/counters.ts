// What the line is judged by, taken out of what the SDK counts once a second. Pure.
import type { Stats } from "@pexip/infinity";
import type { Numbers } from "./quality";

/** Null while nothing is counted yet. */
export function numbersOf({ inbound, outbound }: Stats): Numbers | null {
  // Whoever neither hears nor speaks still has a picture to judge the line by.
  const down = inbound.audio;
  const up = outbound.audio ?? outbound.video;
  const at_ms = down?.timestamp ?? up?.timestamp;
  if (at_ms === undefined) return null;
  return {
    at_ms,
    received: down?.packetsTransmitted,
    lostDown: down?.packetsLost,
    sent: up?.packetsTransmitted,
    lostUp: up?.packetsLost,
    rtt_s: up?.roundTripTime ?? down?.roundTripTime,
    jitter_s: down?.jitter,
    ...sentPicture(outbound.video),
    shownFps: inbound.video?.framesPerSecond,
  };
}

function sentPicture(sent: Stats["outbound"]["video"]) {
  const [width, height] = [sent?.resolutionWidth, sent?.resolutionHeight];
  const known = width !== undefined && height !== undefined;
  return {
    limited: sent?.qualityLimitationReason,
    sentMbps: sent?.bitrate === undefined ? undefined : sent.bitrate / 1_000_000,
    sentFps: sent?.framesPerSecond,
    sentSide: known ? Math.min(width, height) : undefined,
  };
}
