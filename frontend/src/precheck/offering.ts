// Describes a connection to the probe and takes its answer.
//
// The page tries the addresses of the probe; its own are told to nobody.
import type { Line } from "./line";
import type { Connection } from "./talk.gen";

/** Errors: LineLost, CheckRefused, and what the browser says of a description. */
export async function offered(
  line: Line,
  connection: Connection,
  peer: RTCPeerConnection,
): Promise<void> {
  await peer.setLocalDescription(await peer.createOffer());
  line.say({ type: "Offer", connection, sdp: withoutAddresses(peer.localDescription?.sdp ?? "") });
  const answer = await line.next(["Answer"], (said) => said.connection === connection);
  await peer.setRemoteDescription({ type: "answer", sdp: answer.sdp });
}

function withoutAddresses(sdp: string): string {
  return sdp.replace(/^a=candidate:.*\r?\n/gm, "");
}
