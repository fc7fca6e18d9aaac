// A leg on the official SDK; the only file that knows it, loaded after admission.
//
// The SDK (20.0.0) allows one call a page at a time: the events of all its clients run together. So
// a leg closes its own event stream before the next is dialled, and each leg has a client of its own,
// because a client that was used before may throw away the token of its next call.
import {
  ClientCallType,
  createCallSignals,
  createInfinityClient,
  createInfinityClientSignals,
  type InfinityClient,
  MAIN_ROOM_ID,
  type Participant,
  type Stats,
  setLogger as silenceClient,
} from "@pexip/infinity";
// Not handed on by its door, and the only place that tells when the event stream is given up.
import { eventSignals } from "@pexip/infinity/dist/eventSource";
import { setLogger as silenceMedia } from "@pexip/peer-connection";
import { setLogger as silenceSignals } from "@pexip/signal";
import type { Pass } from "../wire.gen";
import { directly, Outgoing } from "./direct";
import type { Dial, Hear, Leg, Media, Person } from "./leg";
import type { Numbers } from "./quality";

/** The cap the SDK announces; the node goes lower by itself. Units: kbit/s. */
const BANDWIDTH_KBPS = 2_500;

/** Sound goes first when the line is narrow. */
const PRIORITIES = { audio: "high", video: "low", presentation: "low" } as const;

/** Dials at a node; `host` gives the base URL of its Client API. */
export function dialAt(host: () => string): Dial {
  hush();
  return (pass, media, hear, token) => new SdkLeg(host(), pass, media, hear, token);
}

// Security: by default the SDK writes aliases, tokens and names to the console of a shared device.
function hush(): void {
  const nothing = () => {};
  const silent = {
    fatal: nothing,
    error: nothing,
    warn: nothing,
    info: nothing,
    debug: nothing,
    trace: nothing,
    silent: nothing,
    redact: (text: string) => text,
    addRedactPattern: nothing,
  };
  silenceClient(silent);
  silenceMedia(silent);
  silenceSignals(silent);
}

class SdkLeg implements Leg {
  readonly #signals = createInfinityClientSignals([], {
    batchScheduleTimeoutMS: 50,
    batchBufferSize: 20,
  });
  readonly #callSignals = createCallSignals([]);
  readonly #client: InfinityClient = createInfinityClient(this.#signals, this.#callSignals);
  readonly #hear: Hear;
  readonly #joined: Promise<void>;
  #detach: (() => void)[] = [];
  #media: Media;
  #tracks: string;
  readonly #outgoing: Outgoing | null;
  #told = "true true";
  #admitted = false;
  #over = false;

  constructor(host: string, pass: Pass, media: Media, hear: Hear, token?: string) {
    this.#hear = hear;
    this.#media = media;
    this.#tracks = trackIds(media);
    this.#outgoing = pass.direct_media ? new Outgoing() : null;
    this.#listen();
    this.#joined = this.#join(host, pass, token).catch(() =>
      this.#fail("Could not execute critical network action"),
    );
  }

  send(media: Media): void {
    this.#media = media;
    if (!this.#admitted || this.#over) return;
    // Setting the same tracks again would make the SDK negotiate for nothing.
    if (this.#tracks !== trackIds(media)) this.#client.setStream(this.#stream());
    this.#tracks = trackIds(media);
    this.#tell();
  }

  check(): void {
    if (this.#admitted && !this.#over) void this.#check();
  }

  async hangUp(how: "leaving" | "closing"): Promise<void> {
    if (this.#over) return;
    this.#end();
    // These words alone make the SDK use a beacon, which outlives the page.
    if (how === "closing") return this.#bye("Browser closed");
    // The SDK cannot hang up a call that is still joining: it would join all the same.
    await this.#joined;
    await this.#bye("User initiated disconnect");
  }

  async #join(host: string, pass: Pass, token?: string): Promise<void> {
    await this.#client.call({
      host,
      conferenceAlias: pass.alias,
      displayName: pass.display_name,
      pin: pass.pin,
      callTag: pass.tag,
      callType: ClientCallType.AudioVideo,
      mediaStream: () => this.#stream(),
      bandwidth: BANDWIDTH_KBPS,
      directMedia: pass.direct_media,
      ...(token === undefined ? {} : { token }),
      encodingPriorities: PRIORITIES,
    });
  }

  #listen(): void {
    const s = this.#signals;
    const c = this.#callSignals;
    const meet = () => this.#hear.people(others(this.#client));
    this.#detach = [
      s.onAuthenticatedWithConference.add(() => this.#enter()),
      s.onParticipants.add(meet),
      s.onParticipantJoined.add(meet),
      s.onParticipantUpdated.add(meet),
      s.onParticipantLeft.add(meet),
      c.onRemoteStream.add((stream) => this.#hear.picture(stream)),
      c.onCallConnected.add(() => this.#connect()),
      c.onReconnecting.add(() => this.#hear.stalled()),
      c.onReconnected.add(() => this.#hear.resumed()),
      c.onRtcStats.add((stats) => this.#count(stats)),
      s.onError.add(({ error }) => this.#break(error)),
      s.onDisconnected.add(({ error }) => this.#fail(error)),
      s.onCallDisconnected.add(() => this.#break("Media process disconnected")),
      // The Pass carries the PIN, so being asked for one means that it is wrong.
      s.onPinRequired.add(() => this.#break("Invalid PIN")),
      s.onIdp.add(() => this.#break("SSO Authentication Failed")),
      s.onRedirect.add(() => this.#break("SSO Authentication Failed")),
      s.onExtension.add(() => this.#break("Call rejected")),
      // After eight tries the SDK gives its event stream up without telling the client.
      eventSignals.onError.add(() => this.#break("Signaling node disconnected")),
      ...directly(
        s,
        this.#hear,
        () => this.#connect(),
        () => this.#callAgain(),
      ),
    ];
  }

  #stream(): MediaStream {
    const { stream } = this.#media;
    return this.#outgoing?.of(stream.getTracks()) ?? stream;
  }

  #enter(): void {
    this.#admitted = true;
    // What came while we were joining is in the stream that the call begins with.
    this.#tracks = trackIds(this.#media);
    this.#hear.admitted();
  }

  async #callAgain(): Promise<void> {
    await this.#client
      .restartCall({
        callType: ClientCallType.AudioVideo,
        mediaStream: this.#stream(),
        bandwidth: BANDWIDTH_KBPS,
        encodingPriorities: PRIORITIES,
      })
      .catch(() => this.#break("WebRTC connection closed"));
  }

  #connect(): void {
    this.#hear.connected();
    this.#tell();
  }

  #tell(): void {
    const { camera, microphone } = this.#media.sending;
    const told = `${camera} ${microphone}`;
    if (told === this.#told) return;
    this.#told = told;
    // A sign for the others only: what is not sent is not sent, whatever the node answers.
    void this.#client.clientMute({ mute: !microphone }).catch(() => {});
    void this.#client.muteVideo({ muteVideo: !camera }).catch(() => {});
  }

  // The cheapest question that a dead token is a clear answer to. The SDK itself would go on asking
  // with a dead token for two minutes.
  async #check(): Promise<void> {
    const mute = !this.#media.sending.microphone;
    const answer = await this.#client.clientMute({ mute }).catch(() => undefined);
    if (answer?.status === 403 && answer.data.result === "Invalid token")
      this.#break("Invalid token");
  }

  #count({ inbound, outbound }: Stats): void {
    const down = inbound.audio;
    const up = outbound.audio;
    if (down?.timestamp === undefined) return;
    const numbers: Numbers = {
      at_ms: down.timestamp,
      received: down.packetsTransmitted,
      lostDown: down.packetsLost,
      sent: up?.packetsTransmitted,
      lostUp: up?.packetsLost,
      rtt_s: up?.roundTripTime ?? down.roundTripTime,
      jitter_s: down.jitter,
    };
    this.#hear.numbers(numbers);
  }

  /** The call is broken while the SDK believes that it is still in. */
  #break(message: string): void {
    if (this.#over) return;
    this.#hear.failed(message);
  }

  /** The SDK has closed the call itself. */
  #fail(message: string): void {
    if (this.#over) return;
    this.#end();
    this.#hear.failed(message);
  }

  #end(): void {
    this.#over = true;
    for (const detach of this.#detach) detach();
    this.#detach = [];
    this.#outgoing?.close();
  }

  async #bye(reason: "Browser closed" | "User initiated disconnect"): Promise<void> {
    await this.#client.disconnect({ reason }).catch(() => {});
  }
}

function trackIds({ stream }: Media): string {
  return stream
    .getTracks()
    .map((track) => track.id)
    .sort()
    .join(" ");
}

function others(client: InfinityClient): Person[] {
  const me = client.getMe(MAIN_ROOM_ID);
  const mine = me?.rawData.call_tag;
  const people = client
    .getParticipants(MAIN_ROOM_ID)
    // My own earlier leg may linger for two minutes after a sleep; its tag tells that it is me.
    .filter((other) => other.uuid !== me?.uuid && !(mine && other.rawData.call_tag === mine))
    .map(person)
    .sort((one, other) => Number(one.here) - Number(other.here));
  // The later of the same key wins, so of two legs of one person the one that is here.
  return [...new Map(people.map((each) => [each.key, each])).values()];
}

function person(other: Participant): Person {
  return {
    key: other.rawData.call_tag || other.uuid,
    name: other.displayName || other.overlayText,
    here: other.hasMedia && !other.isWaiting,
    camera: !other.isCameraMuted && !other.isVideoSilent,
    microphone: !other.isMuted && !other.isClientMuted,
  };
}
