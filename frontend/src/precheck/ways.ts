// The ways for picture and sound, each tried alone: straight, and through a TURN server by each transport.
//
// Browsers tell of no failure on a blocked way, so there is a deadline of ours. While no way works at
// all it is put off: on a line that loses much even a good way takes long to open, and to say that
// nothing works is the worst that can be said. A way works when five echoes are back.
import { median, told } from "./figures";
import type { Line } from "./line";
import { offered } from "./offering";
import { Patience } from "./patience";
import type { Ports } from "./ports";
import type { Path, Turn, Way } from "./talk.gen";
import { Stopped, within } from "./waits";

const ECHOES = 5;

/** Units: milliseconds. */
const SHORTEST_MS = 4_000;
const LONGEST_MS = 12_000;
const RTTS = 10;

/** The best first: what goes straight before a detour, and what may lose a packet before what may not. */
const BEST: readonly Way[] = ["direct", "turn-udp", "turn-tcp", "turn-tls"];
const LOOSE: readonly Way[] = ["direct", "turn-udp"];

export interface Tried {
  readonly path: Path;
  readonly peer: RTCPeerConnection;
}

/** How long a way may take to open. */
export function deadlineMs(rttMs: number | undefined): number {
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, RTTS * (rttMs ?? 0)));
}

export interface WaysOptions {
  readonly ports: Ports;
  readonly line: Line;
  readonly turns: readonly Turn[];
  readonly deadlineMs: number;
  /** Every way to its end, for who wants to know each; else no more than is needed to call. */
  readonly all: boolean;
  readonly signal: AbortSignal;
}

/**
 * Tries all at once and tells the probe of each. The best that works stays open and is the caller's
 * to close; null when none works. Errors: Stopped, LineLost, CheckRefused.
 */
export async function tryWays(options: WaysOptions): Promise<Tried | null> {
  const losers = new AbortController();
  const stop = () => losers.abort();
  options.signal.addEventListener("abort", stop, { once: true });
  const offers: readonly Way[] = ["direct", ...options.turns.map(({ way }) => way)];
  const tried: Tried[] = [];
  const patience = new Patience(options.ports, options.deadlineMs);
  try {
    await Promise.all(
      offers.map(async (way) => {
        const one = await tryOne(options, way, losers.signal, patience).catch(
          unlessLost(options.signal),
        );
        if (!one) return;
        tried.push(one);
        if (one.path.works) patience.found();
        options.line.say({ type: "Tried", path: one.path });
        if (!options.all && isEnough(tried, offers)) stop();
      }),
    );
    return best(tried);
  } catch (error) {
    for (const { peer } of tried) peer.close();
    throw error;
  } finally {
    patience.close();
    options.signal.removeEventListener("abort", stop);
  }
}

/** A loser that was stopped is no error; a check that was stopped is. */
function unlessLost(signal: AbortSignal): (error: unknown) => null {
  return (error) => {
    if (error instanceof Stopped && !signal.aborted) return null;
    throw error;
  };
}

/** A way that may lose a packet, and one that gets through where such are blocked. */
export function isEnough(tried: readonly Tried[], offers: readonly Way[]): boolean {
  const works = tried.filter(({ path }) => path.works).map(({ path }) => path.way);
  const tight = offers.filter((way) => !LOOSE.includes(way));
  return (
    works.some((way) => LOOSE.includes(way)) &&
    (tight.length === 0 || works.some((way) => tight.includes(way)))
  );
}

function best(tried: readonly Tried[]): Tried | null {
  const works = tried.filter(({ path }) => path.works);
  const kept = BEST.map((way) => works.find(({ path }) => path.way === way)).find(Boolean) ?? null;
  for (const each of tried) if (each !== kept) each.peer.close();
  return kept;
}

async function tryOne(
  options: WaysOptions,
  way: Way,
  signal: AbortSignal,
  patience: Patience,
): Promise<Tried> {
  const { ports, line } = options;
  const began = ports.now();
  const peer = ports.peer(configurationOf(way, options.turns));
  try {
    const channel = peer.createDataChannel("echo");
    const open = (async () => {
      const opened = new Promise<void>((done) => {
        channel.onopen = () => done();
      });
      await offered(line, way, peer);
      await opened;
      return echoes(ports, channel);
    })();
    const rtts = await within(ports, LONGEST_MS, signal, Promise.race([open, patience.over]), null);
    if (!rtts) return { path: { way, works: false }, peer };
    const connect = told(ports.now() - began);
    return { path: { way, works: true, connect_ms: connect, rtt_ms: told(median(rtts)) }, peer };
  } catch (error) {
    peer.close();
    throw error;
  }
}

/** One TURN server by one transport, and then nothing but it; an empty list asks no other either. */
export function configurationOf(way: Way, turns: readonly Turn[]): RTCConfiguration {
  const turn = turns.find((each) => each.way === way);
  const servers = turn
    ? [{ urls: turn.url, username: turn.username, credential: turn.credential }]
    : [];
  return {
    iceServers: servers,
    iceTransportPolicy: turn ? "relay" : "all",
    bundlePolicy: "max-bundle",
  };
}

/** All at once: one after the other they would take longer than the way itself. */
function echoes(ports: Ports, channel: RTCDataChannel): Promise<number[]> {
  const times: number[] = [];
  const asked = ports.now();
  const all = new Promise<number[]>((done) => {
    channel.onmessage = () => {
      times.push(ports.now() - asked);
      if (times.length === ECHOES) done(times);
    };
  });
  for (let number = 0; number < ECHOES; number += 1) channel.send(`echo ${number}`);
  return all;
}
