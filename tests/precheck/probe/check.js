// A whole check as a browser does it, without a screen: resolves to all that was told and counted.

const ECHOES = 5;
const EVERY_MS = 20;
const FRAME = 8192;
const MOST_BUFFERED = 65536;

class Line {
  constructor(url) {
    this.socket = new WebSocket(url);
    this.socket.binaryType = "arraybuffer";
    this.heard = [];
    this.bytes = 0;
    this.waiting = [];
    this.socket.onmessage = (event) => this.take(event.data);
  }

  take(data) {
    if (typeof data !== "string") {
      this.bytes += data.byteLength;
      return;
    }
    this.heard.push(JSON.parse(data));
    for (const look of this.waiting.splice(0)) look();
  }

  say(type, fields = {}) {
    this.socket.send(JSON.stringify({ type, ...fields }));
  }

  async hears(fits) {
    for (;;) {
      const found = this.heard.find(fits);
      if (found) return found;
      await new Promise((done) => this.waiting.push(done));
    }
  }
}

const until = (target, event) => new Promise((done) => target.addEventListener(event, done, { once: true }));

async function offered(line, connection, way) {
  await way.setLocalDescription();
  line.say("Offer", { connection, sdp: way.localDescription.sdp });
  const answer = await line.hears((said) => said.type === "Answer" && said.connection === connection);
  await way.setRemoteDescription({ type: "answer", sdp: answer.sdp });
}

async function direct(line, ice) {
  const began = performance.now();
  const way = new RTCPeerConnection(ice);
  const channel = way.createDataChannel("echo");
  let back = 0;
  const all = new Promise((done) => {
    channel.onmessage = () => ++back === ECHOES && done();
  });
  await offered(line, "direct", way);
  await until(channel, "open");
  for (let number = 0; number < ECHOES; number += 1) channel.send(`echo ${number}`);
  await all;
  const path = { way: "direct", works: true, connect_ms: performance.now() - began, rtt_ms: 1 };
  line.say("Tried", { path });
  way.close();
}

function only(transceiver, kind) {
  const wanted = kind === "video" ? ["video/VP8", "video/rtx"] : ["audio/opus"];
  const codecs = RTCRtpReceiver.getCapabilities(kind).codecs;
  transceiver.setCodecPreferences(codecs.filter((codec) => wanted.includes(codec.mimeType)));
}

function asking(channel, seconds) {
  const began = performance.now();
  const seen = { sent: 0, returned: 0, arrived: 0, rtts: [] };
  channel.binaryType = "arraybuffer";
  channel.onmessage = ({ data }) => {
    const view = new DataView(data);
    seen.rtts.push(performance.now() - view.getFloat64(4, true));
    seen.arrived = Math.max(seen.arrived, view.getUint32(12, true));
    seen.returned += 1;
  };
  const timer = setInterval(() => {
    while (seen.sent * EVERY_MS < Math.min(performance.now() - began, seconds * 1000)) {
      const message = new DataView(new ArrayBuffer(160));
      message.setUint32(0, seen.sent, true);
      message.setFloat64(4, performance.now(), true);
      channel.send(message);
      seen.sent += 1;
    }
  }, EVERY_MS / 2);
  return { seen, stop: () => clearInterval(timer) };
}

async function media(line, ice, seconds) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 640, height: 360 } });
  const way = new RTCPeerConnection(ice);
  for (const track of stream.getTracks()) {
    only(way.addTransceiver(track, { direction: "sendrecv", streams: [stream] }), track.kind);
  }
  const shown = document.createElement("video");
  Object.assign(shown, { autoplay: true, muted: true });
  document.body.append(shown);
  way.ontrack = ({ track }) => {
    if (track.kind === "video") shown.srcObject = new MediaStream([track]);
  };
  const channel = way.createDataChannel("probe", { ordered: false, maxRetransmits: 0 });
  await offered(line, "media", way);
  await until(channel, "open");
  const probe = asking(channel, seconds);
  await new Promise((done) => setTimeout(done, seconds * 1000));
  const stats = [...(await way.getStats()).values()];
  await new Promise((done) => setTimeout(done, 1000));
  probe.stop();
  const { sent, arrived, returned, rtts } = probe.seen;
  rtts.sort((a, b) => a - b);
  const counted = { sent, arrived, returned, rtt_ms: rtts[rtts.length >> 1], rtt_min_ms: rtts[0] };
  line.say("Counted", { phase: "idle", probe: counted });
  const video = stats.find((each) => each.type === "inbound-rtp" && each.kind === "video");
  const audio = stats.find((each) => each.type === "inbound-rtp" && each.kind === "audio");
  const clip = {
    height: video.frameHeight ?? 0,
    seconds,
    received: video.packetsReceived + audio.packetsReceived,
    lost: video.packetsLost + audio.packetsLost,
    decoded: video.framesDecoded,
    dropped: video.framesDropped,
    freezes: video.freezeCount,
    freeze_ms: video.totalFreezesDuration * 1000,
    concealed: audio.concealedSamples / audio.totalSamplesReceived,
  };
  line.say("Played", { clip });
  for (const track of stream.getTracks()) track.stop();
  return { clip, counted, video, audio };
}

async function speeds(line, plan) {
  line.say("SpeedTest", { toward: "down" });
  const down = await line.hears((said) => said.type === "SpeedMeasured" && said.toward === "down");
  line.say("SpeedDone", { toward: "down", mbps: null });
  line.say("SpeedTest", { toward: "up" });
  const frame = new Uint8Array(FRAME);
  const ends = performance.now() + 2000;
  let sent = 0;
  while (performance.now() < ends && sent < plan.up_bytes) {
    while (line.socket.bufferedAmount < MOST_BUFFERED && sent < plan.up_bytes) {
      line.socket.send(frame);
      sent += FRAME;
    }
    await new Promise((done) => setTimeout(done, 5));
  }
  line.say("SpeedDone", { toward: "up", mbps: null });
  const up = await line.hears((said) => said.type === "SpeedMeasured" && said.toward === "up");
  return { down: down.mbps, up: up.mbps, bytes: line.bytes };
}

window.check = async ({ url, begin, seconds, iceServers = [] }) => {
  const line = new Line(url);
  const began = performance.now();
  await until(line.socket, "open");
  line.say("Begin", begin);
  const plan = await line.hears((said) => said.type === "Plan");
  const ice = { iceServers, bundlePolicy: "max-bundle" };
  await direct(line, ice);
  const played = await media(line, ice, seconds);
  const speed = await speeds(line, plan);
  const camera = { state: "ok", count: 1, width: 640, height: 360, fps: 25, luma: 90, luma_deviation: 40 };
  const microphone = { state: "ok", peak_dbfs: -9, active: 0.3, noise_dbfs: -60 };
  line.say("Found", { devices: { camera, microphone, speaker: "heard" }, signalling: { works: true, rtt_ms: 1 } });
  line.say("Finish");
  const judged = await line.hears((said) => said.type === "Judged");
  const uplinks = line.heard.filter((said) => said.type === "Counting").map((said) => said.uplink);
  return { plan, played, speed, judged, uplinks, tookMs: performance.now() - began };
};
