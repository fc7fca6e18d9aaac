// A check of a line by the messages of `precheck/talk.py` alone, without any of our pages' code.

const MESSAGE_BYTES = 160;
const EVERY_MS = 20;
const LEAST_MS = 4000;
const MOST_MS = 12000;
const LEAST_BYTES = 65536;
const FRAME = new Uint8Array(8192);
const ENVIRONMENT = {
  browser: 'chromium', major: 150, system: 'linux', secure: true, webrtc: true, devices: true,
  websocket: true, in_app: false, save_data: false, mobile: false,
};

const later = ms => new Promise(done => setTimeout(done, ms));
const median = numbers => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? null;

class Line {
  constructor(url) {
    this.socket = new WebSocket(url);
    this.socket.binaryType = 'arraybuffer';
    this.waiting = [];
    this.frames = () => {};
    this.socket.onmessage = ({ data }) => {
      if (typeof data === 'string') this.hear(JSON.parse(data));
      else this.frames(data);
    };
    this.socket.onclose = ({ code }) => {
      for (const each of this.waiting.splice(0)) each.failed(new Error(`closed with ${code}`));
    };
    this.opened = new Promise((done, failed) => {
      this.socket.onopen = done;
      this.socket.onerror = failed;
    });
  }
  hear(said) {
    if (said.type === 'Refused') {
      for (const each of this.waiting.splice(0)) each.failed(new Error(`refused: ${said.why}`));
    }
    for (const each of this.waiting.filter(one => one.fits(said))) {
      this.waiting.splice(this.waiting.indexOf(each), 1);
      each.done(said);
    }
  }
  say(said) {
    this.socket.send(JSON.stringify(said));
  }
  next(type, fits = () => true) {
    return new Promise((done, failed) => {
      this.waiting.push({ fits: said => said.type === type && fits(said), done, failed });
    });
  }
}

// How long a question over the line itself takes, in the middle of some.
async function signalling(line) {
  const times = [];
  for (let number = 0; number < 5; number += 1) {
    const began = performance.now();
    line.say({ type: 'Echo', number });
    await line.next('Echo', said => said.number === number);
    times.push(performance.now() - began);
  }
  return median(times);
}

// A peer connection with one channel, described to the probe and answered.
async function reached(line, connection, servers, options) {
  const pc = new RTCPeerConnection({
    iceServers: servers, iceTransportPolicy: servers.length ? 'relay' : 'all',
  });
  const channel = pc.createDataChannel('check', options);
  channel.binaryType = 'arraybuffer';
  const opened = new Promise(done => { channel.onopen = done; });
  // The page's own addresses are not told: it is the page that tries those of the probe.
  await pc.setLocalDescription();
  const answered = line.next('Answer', said => said.connection === connection);
  line.say({ type: 'Offer', connection, sdp: pc.localDescription.sdp });
  await pc.setRemoteDescription({ type: 'answer', sdp: (await answered).sdp });
  return { pc, channel, opened };
}

// One way: whether five echoes come back before it is given up.
async function tried(line, way, servers, givenUp) {
  const began = performance.now();
  const { pc, channel, opened } = await reached(line, way, servers, {});
  const times = [];
  const echoes = opened.then(() => new Promise(done => {
    const asked = performance.now();
    channel.onmessage = () => {
      times.push(performance.now() - asked);
      if (times.length === 5) done(true);
    };
    // All at once: one after the other they would take longer than the way itself.
    for (let count = 0; count < 5; count += 1) channel.send(`echo ${count}`);
  }));
  const works = await Promise.race([echoes, givenUp]);
  const path = {
    way, works, connect_ms: works ? performance.now() - began : null, rtt_ms: median(times),
  };
  line.say({ type: 'Tried', path });
  return { path, pc };
}

// Small messages, many of them, without repair; what is counted is what `probe.py` says.
async function counted(channel, count) {
  const seen = { arrived: 0, returned: 0, rtts: [], moved: 0, steps: 0, last: null };
  channel.onmessage = ({ data }) => {
    const at = performance.now();
    const view = new DataView(data);
    const served = view.getFloat64(20, true);
    seen.returned += 1;
    seen.arrived = Math.max(seen.arrived, view.getUint32(12, true));
    seen.rtts.push(at - view.getFloat64(4, true));
    if (seen.last) {
      seen.moved += Math.abs(at - seen.last.at - (served - seen.last.served));
      seen.steps += 1;
    }
    seen.last = { at, served };
  };
  const began = performance.now();
  const message = new DataView(new ArrayBuffer(MESSAGE_BYTES));
  for (let number = 0; number < count; number += 1) {
    await later(Math.max(0, began + EVERY_MS * number - performance.now()));
    message.setUint32(0, number, true);
    message.setFloat64(4, performance.now(), true);
    channel.send(message.buffer);
  }
  await later(3 * Math.max(...seen.rtts, 0) + 500);
  return {
    sent: count, arrived: seen.arrived, returned: seen.returned,
    rtt_ms: median(seen.rtts), rtt_min_ms: seen.rtts.length ? Math.min(...seen.rtts) : null,
    jitter_up_ms: null, jitter_down_ms: seen.steps ? seen.moved / seen.steps : null,
  };
}

async function speedDown(line) {
  const came = [];
  line.frames = data => came.push([performance.now(), data.byteLength]);
  const told = line.next('SpeedMeasured', said => said.toward === 'down');
  line.say({ type: 'SpeedTest', toward: 'down' });
  const { mbps } = await told;
  line.say({ type: 'SpeedDone', toward: 'down', mbps });
  return mbps;
}

// At most twice what came down in the same time: a slow line would carry the rest for long.
async function speedUp(line, most) {
  crypto.getRandomValues(FRAME);
  const told = line.next('SpeedMeasured', said => said.toward === 'up');
  line.say({ type: 'SpeedTest', toward: 'up' });
  const ends = performance.now() + 2000;
  let sent = 0;
  while (performance.now() < ends && sent < most) {
    // What is waiting here has to go out before anything else can be said.
    if (line.socket.bufferedAmount < 2 * FRAME.length) {
      line.socket.send(FRAME);
      sent += FRAME.length;
    } else {
      await later(2);
    }
  }
  line.say({ type: 'SpeedDone', toward: 'up', mbps: null });
  return (await told).mbps;
}

// The whole of it. Shape: `parts` are some of "ways", "probe" (by the straight way), "speed".
window.check = async ({ url, ticket, parts, messages }) => {
  const line = new Line(url);
  await line.opened;
  const planned = line.next('Plan');
  line.say({ type: 'Begin', protocol: 1, ticket, depth: 'full', environment: ENVIRONMENT });
  const plan = await planned;
  const rtt = await signalling(line);
  line.say({ type: 'Found', devices: null, signalling: { works: true, online: true, rtt_ms: rtt },
             nodes: null });
  const servers = { direct: [] };
  for (const { way, url: urls, username, credential } of plan.turns) {
    servers[way] = [{ urls, username, credential }];
  }
  const names = parts.includes('ways') ? Object.keys(servers) : [];
  // Where much is lost a good way takes long to open: while there is none, all may take longer.
  let working = 0;
  const givenUp = later(Math.min(MOST_MS, Math.max(LEAST_MS, 10 * rtt)))
    .then(() => (working ? false : later(MOST_MS - LEAST_MS).then(() => false)));
  const ways = await Promise.all(names.map(async way => {
    const found = await tried(line, way, servers[way], givenUp);
    working += found.path.works;
    return found;
  }));
  for (const { pc } of ways) pc.close();
  const found = { signalling_ms: rtt, ways: ways.map(({ path }) => path), verdict: null };
  if (parts.includes('probe')) {
    const loose = { ordered: false, maxRetransmits: 0 };
    const { pc, channel, opened } = await reached(line, 'media', servers.direct, loose);
    await opened;
    line.say({ type: 'Counted', phase: 'idle', probe: await counted(channel, messages) });
    pc.close();
  }
  if (parts.includes('speed')) {
    const down = await speedDown(line);
    await speedUp(line, Math.min(plan.up_bytes, Math.max(LEAST_BYTES, 500000 * down)));
  }
  const judged = line.next('Judged');
  line.say({ type: 'Finish' });
  found.verdict = (await judged).verdict;
  return found;
};
