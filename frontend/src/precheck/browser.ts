// The browser as a pre-check sees it: its sockets and connections, its camera and microphone, its clock.
import { here } from "./environment";
import { HEIGHT, WIDTH } from "./frame";
import type { CheckSocket, PageNews, Ports, SocketEvents } from "./ports";

/** Units: milliseconds. */
const WINDOW_MS = 50;
/** A filter of this quality makes nothing louder. Units: decibels. */
const FLAT_DB = -3;
/** By then a camera has found how light it is. */
const LIGHT_MS = 800;
const PICTURE_MS = 3_000;

export const ports: Ports = {
  here,
  now: () => performance.now(),
  later(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  wall: Date.now,
  online: () => navigator.onLine,
  visible: () => document.visibilityState === "visible",
  listen,
  open: openSocket,
  peer: (configuration) => new RTCPeerConnection(configuration),
  get media() {
    return navigator.mediaDevices;
  },
  reaches,
  calls: async (node, alias, signal) =>
    (await import("./testcall")).testCall(node || location.origin, alias, signal),
  picture,
  hear,
  play,
  random: (bytes) => void crypto.getRandomValues(bytes),
};

function openSocket(address: string, events: SocketEvents): CheckSocket {
  const socket = new WebSocket(new URL(address, location.href.replace(/^http/, "ws")));
  socket.binaryType = "arraybuffer";
  socket.onopen = events.opened;
  socket.onmessage = ({ data }) => events.heard(typeof data === "string" ? data : data.byteLength);
  socket.onclose = events.closed;
  return {
    unsent: () => socket.bufferedAmount,
    send: (data) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(data);
    },
    close: () => socket.close(),
  };
}

function listen(heard: (news: PageNews) => void): () => void {
  const ends = new AbortController();
  const { signal } = ends;
  const seen = () => document.visibilityState === "hidden" && heard("hidden");
  document.addEventListener("visibilitychange", seen, { signal });
  addEventListener("online", () => heard("network"), { signal });
  // Not in every browser; where it is, it tells of a change from one network to another.
  const { connection } = navigator as { readonly connection?: EventTarget };
  connection?.addEventListener("change", () => heard("network"), { signal });
  return () => ends.abort();
}

/** Without leave to read it an answer is as good as any: something is there. */
async function reaches(address: string, signal: AbortSignal): Promise<boolean> {
  const asked: RequestInit = { mode: "no-cors", cache: "no-store", credentials: "omit", signal };
  await fetch(address || location.origin, asked);
  return true;
}

async function picture(track: MediaStreamTrack): Promise<Uint8ClampedArray | null> {
  const video = shown(track);
  try {
    await video.play();
    await Promise.race([until(video), after(PICTURE_MS)]);
    await after(LIGHT_MS);
    const canvas = document.createElement("canvas");
    canvas.width = WIDTH;
    canvas.height = HEIGHT;
    const drawing = canvas.getContext("2d", { willReadFrequently: true });
    if (!drawing || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null;
    drawing.drawImage(video, 0, 0, WIDTH, HEIGHT);
    return drawing.getImageData(0, 0, WIDTH, HEIGHT).data;
  } catch {
    // A browser that shows nothing here shows it in the call all the same.
    return null;
  } finally {
    video.srcObject = null;
  }
}

function until(video: HTMLVideoElement): Promise<void> {
  return new Promise((done) => {
    if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) done();
    else video.addEventListener("loadeddata", () => done(), { once: true });
  });
}

function after(ms: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, ms);
  });
}

function shown(track: MediaStreamTrack): HTMLVideoElement {
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.srcObject = new MediaStream([track]);
  return video;
}

function play(track: MediaStreamTrack): () => void {
  const video = shown(track);
  void video.play().catch(() => {});
  return () => {
    video.srcObject = null;
  };
}

/** Only what a voice is made of is listened to: 200 to 4,000 hertz. */
function hear(track: MediaStreamTrack, heard: (samples: Float32Array) => void): () => void {
  const audio = new AudioContext();
  const low = new BiquadFilterNode(audio, { type: "highpass", frequency: 200, Q: FLAT_DB });
  const high = new BiquadFilterNode(audio, { type: "lowpass", frequency: 4_000, Q: FLAT_DB });
  const analyser = new AnalyserNode(audio, { fftSize: 2_048 });
  new MediaStreamAudioSourceNode(audio, { mediaStream: new MediaStream([track]) })
    .connect(low)
    .connect(high)
    .connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    // Asleep until a touch wakes it: silence that is none.
    if (audio.state !== "running") return void audio.resume();
    analyser.getFloatTimeDomainData(samples);
    heard(samples);
  }, WINDOW_MS);
  return () => {
    clearInterval(timer);
    void audio.close();
  };
}
