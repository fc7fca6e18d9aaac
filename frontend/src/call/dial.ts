// A leg on the official SDK, loaded after admission.
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
  type Stats,
  setLogger as silenceClient,
} from "@pexip/infinity";
// Not handed on by its door, and the only place that tells when the event stream is given up.
import { eventSignals } from "@pexip/infinity/dist/eventSource";
import { setLogger as silenceMedia } from "@pexip/peer-connection";
import { setLogger as silenceSignals } from "@pexip/signal";
import type { Pass } from "../wire.gen";
import { numbersOf } from "./counters";
import { directly, Outgoing } from "./direct";
import type { Carried, Deed, Dial, Hear, Leg, Media } from "./leg";
import { othersOf, roomOf, selfOf, uuidOf } from "./participants";
import { Slides } from "./slides";
import type { Way } from "./ways";

/** The cap the SDK announces; the node goes lower by itself. Units: kbit/s. */
const BANDWIDTH_KBPS = 2_500;

/** Sound goes first when the line is narrow, and what is read goes before who reads it. */
const PRIORITIES = { audio: "high", video: "low", presentation: "medium" } as const;

const CALL_TYPES: Readonly<Record<Way, ClientCallType>> = {
  "two-way": ClientCallType.AudioVideoPresentation,
  "send-only": ClientCallType.AudioSendVideoSendOnly,
  "receive-only": ClientCallType.AudioRecvVideoRecvOnly,
  sound: ClientCallType.Audio,
};

/** What is left of each way without its picture. */
const SOUND_TYPES: Readonly<Record<Way, ClientCallType>> = {
  "two-way": ClientCallType.Audio,
  "send-only": ClientCallType.AudioSendOnly,
  "receive-only": ClientCallType.AudioRecvOnly,
  sound: ClientCallType.Audio,
};

/** Dials at a node; `host` gives the base URL of its Client API. */
export function dialAt(host: () => string): Dial {
  hush();
  return (pass, media, carried, hear, token) =>
    new SdkLeg(host(), pass, media, carried, hear, token);
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
  readonly #slides: Slides;
  readonly #way: Way;
  readonly #joined: Promise<void>;
  #detach: (() => void)[] = [];
  #media: Media;
  #tracks: string;
  readonly #outgoing: Outgoing | null;
  #told = "true true";
  #carried: Carried;
  #restarting = false;
  #silenced = false;
  #admitted = false;
  #over = false;

  constructor(
    host: string,
    pass: Pass,
    media: Media,
    carried: Carried,
    hear: Hear,
    token?: string,
  ) {
    this.#hear = hear;
    this.#slides = new Slides(hear);
    this.#media = media;
    this.#way = pass.media;
    this.#carried = carried;
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
    if (!this.#restarting && this.#tracks !== trackIds(media)) {
      this.#client.setStream(this.#stream());
      this.#tracks = trackIds(media);
    }
    this.#tell();
  }

  carry(carried: Carried): boolean {
    // Between two browsers the other one would have to begin anew as well.
    if (this.#client.conferenceFeatureFlags?.isDirectMedia) return false;
    this.#carried = carried;
    if (this.#admitted && !this.#over) void this.#restart();
    return true;
  }

  present(stream: MediaStream | null): void {
    if (!this.#admitted || this.#over) return;
    if (stream) this.#client.present(stream);
    else this.#client.stopPresenting();
  }

  async write(text: string): Promise<boolean> {
    if (!this.#admitted || this.#over) return false;
    const client = this.#client;
    if (client.conferenceFeatureFlags?.isDirectMedia)
      return done(client.sendMessage({ payload: text }));
    // Asked by hand: the SDK keeps a message of its own that did not go, and sends it later beside
    // the one that its writer has sent again.
    const payload = { type: "text/plain", payload: text };
    return done(client.sendConferenceRequest({ path: "message", method: "POST", payload }));
  }

  async act(deed: Deed): Promise<boolean> {
    if (!this.#admitted || this.#over) return false;
    const client = this.#client;
    if (deed.do === "lock") return done(client.lock({ lock: deed.on }));
    const participantUuid = uuidOf(client, deed.key);
    if (!participantUuid) return false;
    switch (deed.do) {
      case "mute":
        return done(client.mute({ participantUuid, mute: deed.on }));
      case "remove":
        return done(client.kick({ participantUuid }));
      case "admit":
        return done(client.admit({ participantUuid }));
    }
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
      callType: this.#callType(),
      mediaStream: () => this.#stream(),
      bandwidth: BANDWIDTH_KBPS,
      directMedia: pass.direct_media,
      ...(token === undefined ? {} : { token }),
      encodingPriorities: PRIORITIES,
    });
  }

  /** The same place in the conference with other media; the others see neither leaving nor coming. */
  async #restart(): Promise<void> {
    this.#restarting = true;
    try {
      await this.#client.restartCall({
        bandwidth: BANDWIDTH_KBPS,
        mediaStream: () => this.#begin(),
        callType: this.#callType(),
        encodingPriorities: PRIORITIES,
      });
    } catch {
      this.#break("Could not execute critical network action");
    }
    this.#restarting = false;
    this.send(this.#media);
  }

  /** What the new media begins with. */
  #begin(): MediaStream {
    this.#tracks = trackIds(this.#media);
    return this.#stream();
  }

  #callType(): ClientCallType {
    return (this.#carried === "sound" ? SOUND_TYPES : CALL_TYPES)[this.#way];
  }

  #listen(): void {
    const s = this.#signals;
    const c = this.#callSignals;
    const meet = () => {
      this.#hear.people(othersOf(this.#client));
      this.#hear.room(roomOf(this.#client));
    };
    const reflect = () => this.#reflect();
    this.#detach = [
      s.onAuthenticatedWithConference.add(() => this.#enter()),
      s.onParticipants.add(meet),
      s.onParticipantJoined.add(meet),
      s.onParticipantUpdated.add(meet),
      s.onParticipantLeft.add(meet),
      s.onConferenceStatus.add(meet),
      s.onMe.add(reflect),
      s.onServiceType.add(reflect),
      s.onMessage.add(({ displayName, message }) =>
        this.#hear.written({ name: displayName, text: message }),
      ),
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
      ...this.#slides.listen(c),
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
    this.#hear.room(roomOf(this.#client));
  }

  #reflect(): void {
    const self = selfOf(this.#client);
    this.#silenced = self.silenced;
    this.#hear.self(self);
  }

  async #callAgain(): Promise<void> {
    await this.#client
      .restartCall({
        callType: this.#callType(),
        mediaStream: this.#stream(),
        bandwidth: BANDWIDTH_KBPS,
        encodingPriorities: PRIORITIES,
      })
      .catch(() => this.#break("WebRTC connection closed"));
  }

  #connect(): void {
    this.#hear.connected();
    this.#tell();
    if (this.#callType() === ClientCallType.AudioVideoPresentation) this.#slides.again();
  }

  #tell(): void {
    const { camera, microphone } = this.#media.sending;
    const told = `${camera} ${microphone}`;
    if (told === this.#told) return;
    this.#told = told;
    // A sign for the others only: what is not sent is not sent, whatever the node answers.
    void this.#client.clientMute({ mute: !microphone }).catch(() => {});
    void this.#client.muteVideo({ muteVideo: !camera }).catch(() => {});
    // Whoever was silenced may speak again by turning the own microphone on.
    if (microphone && this.#silenced) void this.#client.mute({ mute: false }).catch(() => {});
  }

  // The cheapest question that a dead token is a clear answer to. The SDK itself would go on asking
  // with a dead token for two minutes.
  async #check(): Promise<void> {
    const mute = !this.#media.sending.microphone;
    const answer = await this.#client.clientMute({ mute }).catch(() => undefined);
    if (answer?.status === 403 && answer.data.result === "Invalid token")
      this.#break("Invalid token");
  }

  #count(stats: Stats): void {
    const numbers = numbersOf(stats);
    if (numbers) this.#hear.numbers(numbers);
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

/** Whether a request has come through and was not turned down. */
async function done(
  request: Promise<{ readonly status: number; readonly data: unknown } | undefined>,
): Promise<boolean> {
  const answer = await request.catch(() => undefined);
  if (answer?.status !== 200) return false;
  const { data } = answer;
  return !(typeof data === "object" && data && "result" in data && data.result === false);
}
