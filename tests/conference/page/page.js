// A page that does nothing but call, with the official client library; the tests press its buttons.
import {
  ClientCallType,
  createCallSignals,
  createInfinityClient,
  createInfinityClientSignals,
} from '@pexip/infinity';

const signals = createInfinityClientSignals([], { batchScheduleTimeoutMS: 50, batchBufferSize: 10 });
const callSignals = createCallSignals([]);
const client = createInfinityClient(signals, callSignals);

const seen = {
  connected: 0,
  calls: 0,
  reconnecting: 0,
  errors: [],
  pins: [],
  disconnected: null,
  serviceType: null,
  messages: [],
  muted: null,
  status: null,
};
let localStream;

signals.onConnected.add(() => { seen.connected += 1; });
signals.onError.add(({ error, errorCode }) => { seen.errors.push([error, errorCode]); });
signals.onPinRequired.add(pins => { seen.pins.push(pins); });
signals.onDisconnected.add(({ error }) => { seen.disconnected = error; });
signals.onServiceType.add(type => { seen.serviceType = type; });
signals.onMessage.add(({ message }) => { seen.messages.push(message); });
signals.onMyselfMuted.add(muted => { seen.muted = muted; });
signals.onConferenceStatus.add(({ status }) => { seen.status = status; });
callSignals.onCallConnected.add(() => { seen.calls += 1; });
callSignals.onReconnecting.add(() => { seen.reconnecting += 1; });
callSignals.onRemoteStream.add(stream => {
  const video = document.querySelector('video');
  video.srcObject = stream;
  void video.play().catch(() => {});
});

// The library keeps its connection to itself; the tests look at its numbers and break its way.
const connections = [];
const Original = window.RTCPeerConnection;
window.RTCPeerConnection = class extends Original {
  constructor(...args) {
    super(...args);
    connections.push(this);
  }
};

async function pixel() {
  const video = document.querySelector('video');
  if (!video.videoWidth) return null;
  const canvas = new OffscreenCanvas(8, 8);
  const context = canvas.getContext('2d');
  context.drawImage(video, 0, 0, 8, 8);
  const data = context.getImageData(0, 0, 8, 8).data;
  const greys = [];
  for (let at = 0; at < data.length; at += 4) {
    greys.push((data[at] + data[at + 1] + data[at + 2]) / 3);
  }
  const mean = greys.reduce((a, b) => a + b) / greys.length;
  return { mean, spread: Math.max(...greys) - Math.min(...greys), width: video.videoWidth };
}

async function numbers() {
  const result = { video: {}, audio: {}, out: {}, state: null };
  const connection = connections.at(-1);
  if (!connection) return result;
  result.state = connection.connectionState;
  for (const report of (await connection.getStats()).values()) {
    if (report.type === 'inbound-rtp') result[report.kind] = { ...report };
    if (report.type === 'outbound-rtp' && report.kind === 'video') result.out = { ...report };
    if (report.type === 'remote-inbound-rtp' && report.kind === 'audio') result.ear = { ...report };
  }
  return result;
}

async function hearsNothing() {
  const before = (await numbers()).audio.packetsReceived;
  await new Promise(done => setTimeout(done, 300));
  return (await numbers()).audio.packetsReceived === before;
}

window.kit = {
  hearsNothing,
  client,
  seen,
  pixel,
  numbers,
  connections,
  callTypes: ClientCallType,
  async join({ host, alias, name, pin, tag, kind = 'AudioVideo', bandwidth = 2000 }) {
    if (kind.includes('Send') || kind === 'AudioVideo' || kind === 'Audio') {
      localStream = await navigator.mediaDevices.getUserMedia({
        audio: kind.startsWith('Audio'),
        video: kind.includes('Video') ? { width: 640, height: 360, frameRate: 25 } : false,
      });
    }
    return (await client.call({
      host,
      conferenceAlias: alias,
      displayName: name,
      pin,
      callTag: tag,
      callType: ClientCallType[kind],
      bandwidth,
      mediaStream: localStream,
      directMedia: false,
    }))?.status;
  },
  me: () => client.getMe()?.uuid,
  others: () => client.getParticipants('main')
    .filter(person => person.uuid !== client.getMe()?.uuid)
    .map(({ uuid, displayName, isWaiting, isMuted, hasMedia }) =>
      ({ uuid, displayName, isWaiting, isMuted, hasMedia })),
  camera: on => { for (const track of localStream.getVideoTracks()) track.enabled = on; },
  stream: () => localStream,
  stopCamera: () => {
    const sender = connections.at(-1).getSenders().find(one => one.track?.kind === 'video');
    window.kit.startCamera = () => sender.replaceTrack(localStream.getVideoTracks()[0]);
    return sender.replaceTrack(null);
  },
  restartIce: () => connections.at(-1).restartIce(),
};
window.addEventListener('pagehide', () => { void client.disconnect({ reason: 'Browser closed' }); });
