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
  direct: [],
  role: null,
  peersLost: 0,
  screens: [],
  sentTo: [],
  presenting: null,
};
let localStream;
let wayIn;

signals.onConnected.add(() => { seen.connected += 1; });
signals.onError.add(({ error, errorCode }) => { seen.errors.push([error, errorCode]); });
signals.onPinRequired.add(pins => { seen.pins.push(pins); });
signals.onDisconnected.add(({ error }) => { seen.disconnected = error; });
signals.onServiceType.add(type => { seen.serviceType = type; });
signals.onMessage.add(({ message, direct }) => { (direct ? seen.direct : seen.messages).push(message); });
signals.onMe.add(({ participant }) => { seen.role = participant.role; });
signals.onMyselfMuted.add(muted => { seen.muted = muted; });
signals.onSplashScreen.add(screen => { seen.screens.push(screen?.screenKey ?? null); });
// What the library leaves to the page: to call again, and to go where it is sent.
signals.onPeerDisconnect.add(() => {
  seen.peersLost += 1;
  void client.restartCall({
    bandwidth: wayIn.bandwidth,
    mediaStream: localStream,
    callType: wayIn.callType,
  });
});
signals.onTransfer.add(async ({ alias, token, target }) => {
  seen.sentTo.push(target);
  if (window.kit.stays) return;
  await client.disconnect({ reason: 'Transferred' });
  await client.call({ ...wayIn, conferenceAlias: alias, token, pin: undefined });
});
signals.onConferenceStatus.add(({ status }) => { seen.status = status; });
callSignals.onCallConnected.add(() => { seen.calls += 1; });
callSignals.onReconnecting.add(() => { seen.reconnecting += 1; });
callSignals.onRemoteStream.add(stream => { play('video', stream); });
callSignals.onRemotePresentationStream.add(stream => { play('#slides', stream); });
callSignals.onPresentationConnectionChange.add(({ send, recv }) => {
  seen.presenting = { send, recv };
});

function play(where, stream) {
  const video = document.querySelector(where);
  video.srcObject = stream;
  void video.play().catch(() => {});
}

// The library keeps its connection to itself; the tests look at its numbers and break its way.
const connections = [];
const Original = window.RTCPeerConnection;
window.RTCPeerConnection = class extends Original {
  constructor(config, ...args) {
    super(window.relayOnly ? { ...config, iceTransportPolicy: 'relay' } : config, ...args);
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
  const result = { video: {}, audio: {}, slides: {}, out: {}, state: null };
  const connection = connections.at(-1);
  if (!connection) return result;
  result.state = connection.connectionState;
  const slides = connection.getTransceivers()[2]?.mid;
  for (const report of (await connection.getStats()).values()) {
    const name = report.mid === slides && slides ? 'slides' : report.kind;
    if (report.type === 'inbound-rtp') result[name] = { ...report };
    if (report.type === 'outbound-rtp' && name === 'video') result.out = { ...report };
    if (report.type === 'remote-inbound-rtp' && report.kind === 'audio') result.ear = { ...report };
  }
  return result;
}

async function hearsNothing() {
  const before = (await numbers()).audio.packetsReceived;
  await new Promise(done => setTimeout(done, 300));
  return (await numbers()).audio.packetsReceived === before;
}

// A voice and a picture that no other has: a tone that is on while its person speaks, and a colour.
function voice(hertz) {
  const context = new AudioContext();
  const oscillator = new OscillatorNode(context, { frequency: hertz });
  const gain = new GainNode(context, { gain: 0 });
  const target = context.createMediaStreamDestination();
  oscillator.connect(gain).connect(target);
  oscillator.start();
  window.kit.speaks = on => { gain.gain.value = on ? 0.3 : 0; };
  return target.stream.getAudioTracks()[0];
}

function painted(colour, perSecond = 20) {
  const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 });
  const context = canvas.getContext('2d');
  let step = 0;
  setInterval(() => {
    context.fillStyle = colour;
    context.fillRect(0, 0, 320, 180);
    context.fillStyle = 'white';
    context.fillRect((step += 4) % 320, 160, 20, 20);
  }, 1000 / perSecond);
  return canvas.captureStream(perSecond).getVideoTracks()[0];
}

const COLOURS = { red: [255, 0, 0], lime: [0, 255, 0], blue: [0, 0, 255], yellow: [255, 255, 0] };

// The colour of the picture that is shown, or none when it is the slate.
function sees(where = 'video') {
  const video = document.querySelector(where);
  if (!video.videoWidth) return null;
  const context = new OffscreenCanvas(8, 8).getContext('2d');
  context.drawImage(video, 0, 0, 8, 8);
  const found = context.getImageData(2, 2, 1, 1).data;
  const isNear = wanted => wanted.every((value, at) => Math.abs(value - found[at]) < 90);
  return Object.keys(COLOURS).find(name => isNear(COLOURS[name])) ?? null;
}

let listening;

// How loudly a tone is heard, in dB of full scale.
function hears(hertz) {
  const stream = document.querySelector('video').srcObject;
  if (!stream) return -200;
  if (listening?.stream !== stream) {
    const context = new AudioContext({ sampleRate: 48000 });
    const analyser = new AnalyserNode(context, { fftSize: 4096, smoothingTimeConstant: 0 });
    context.createMediaStreamSource(stream).connect(analyser);
    listening = { stream, analyser };
  }
  const bins = new Float32Array(listening.analyser.frequencyBinCount);
  listening.analyser.getFloatFrequencyData(bins);
  const middle = Math.round(hertz / (48000 / 4096));
  return Math.max(-200, ...bins.slice(middle - 2, middle + 3));
}

window.kit = {
  hearsNothing,
  hears,
  sees,
  client,
  seen,
  pixel,
  numbers,
  connections,
  callTypes: ClientCallType,
  async join({ host, alias, name, pin, tag, kind = 'AudioVideo', bandwidth = 2000, hertz, colour, direct = false }) {
    if (hertz) {
      localStream = new MediaStream([voice(hertz), painted(colour)]);
    } else if (kind.includes('Send') || kind.startsWith('AudioVideo') || kind === 'Audio') {
      localStream = await navigator.mediaDevices.getUserMedia({
        audio: kind.startsWith('Audio'),
        video: kind.includes('Video') ? { width: 640, height: 360, frameRate: 25 } : false,
      });
    }
    wayIn = {
      host,
      conferenceAlias: alias,
      displayName: name,
      pin,
      callTag: tag,
      supportsDirectChat: true,
      callType: ClientCallType[kind],
      bandwidth,
      mediaStream: localStream,
      directMedia: direct,
    };
    return (await client.call(wayIn))?.status;
  },
  presents: colour => client.present(new MediaStream([painted(colour, 8)])),
  allowsSlides: (uuid, allowed) => client.sendConferenceRequest({
    path: `participants/${uuid}/${allowed ? 'allow' : 'deny'}rxpresentation`,
    method: 'POST',
  }),
  // How many packets of each picture have been sent again.
  async resent() {
    const sent = [];
    for (const report of (await connections.at(-1).getStats()).values()) {
      if (report.type === 'outbound-rtp' && report.kind === 'video') {
        sent.push(report.retransmittedPacketsSent);
      }
    }
    return sent;
  },
  me: () => client.getMe()?.uuid,
  others: () => client.getParticipants('main')
    .filter(person => person.uuid !== client.getMe()?.uuid)
    .map(({ uuid, displayName, isWaiting, isMuted, hasMedia, isHost, isSpotlight, raisedHand, overlayText,
      isPresenting, callType }) => ({ uuid, displayName, isWaiting, isMuted, hasMedia, isHost, isSpotlight,
      raisedHand, overlayText, isPresenting, callType })),
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
