// What a pre-check needs of the world around it; the browser's own are in `browser.ts`.
import type { Here } from "./environment";

export interface Ports {
  readonly here: () => Here;
  /** Milliseconds on a clock that only goes forwards. */
  readonly now: () => number;
  /** Runs once after so many milliseconds; the answer calls it off. */
  readonly later: (ms: number, run: () => void) => () => void;
  /** Milliseconds since 1970, for people. */
  readonly wall: () => number;
  readonly online: () => boolean;
  readonly visible: () => boolean;
  readonly listen: (heard: (news: PageNews) => void) => () => void;
  readonly open: (address: string, events: SocketEvents) => CheckSocket;
  readonly peer: (configuration: RTCConfiguration) => RTCPeerConnection;
  /** Undefined where the page is not secure or the browser too old. */
  readonly media: MediaSource | undefined;
  /** Whether anything answers at this address, by whatever answer. */
  readonly reaches: (address: string, signal: AbortSignal) => Promise<boolean>;
  /** Whether a test call to a conference node came about. */
  readonly calls: (node: string, alias: string, signal: AbortSignal) => Promise<boolean>;
  /** One picture of the camera as 64 by 36 points of red, green, blue and nothing. */
  readonly picture: (track: MediaStreamTrack) => Promise<Uint8ClampedArray | null>;
  /** Hears a microphone until it is called off. */
  readonly hear: (track: MediaStreamTrack, heard: (samples: Float32Array) => void) => () => void;
  /** Plays what came in, unseen: a picture that nobody plays is not decoded everywhere. */
  readonly play: (track: MediaStreamTrack) => () => void;
  readonly random: (bytes: Uint8Array<ArrayBuffer>) => void;
}

/** The page went out of sight; the device went to another network, or came back to one. */
export type PageNews = "hidden" | "network";

export type MediaSource = Pick<MediaDevices, "getUserMedia" | "enumerateDevices">;

/** What a socket tells; after `closed` it is not listened to any more. */
export interface SocketEvents {
  readonly opened: () => void;
  /** A text, or how many bytes came. */
  readonly heard: (data: string | number) => void;
  readonly closed: () => void;
}

/** The part of a WebSocket in use. */
export interface CheckSocket {
  /** Bytes that are sent and not gone yet. */
  unsent(): number;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(): void;
}
