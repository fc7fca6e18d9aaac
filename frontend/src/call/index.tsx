// The call, whole: loaded when somebody is admitted, for guests and for staff. The door of this folder.
import { effect } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { stayAwake } from "./awake";
import { CallView } from "./CallView";
import { Connection } from "./connection";
import { Devices } from "./devices";
import { dialAt } from "./dial";
import type { Ask, CallProps } from "./types";

export type { Ask, CallProps, LeftWhy } from "./types";

/** A question of the browser that nobody answers must not keep a person out of the call. */
const PATIENCE_MS = 4_000;

/** Fills the height `--call-height`, by default the whole window. One at a time on a page. */
export function Call(props: CallProps) {
  const latest = useRef(props);
  latest.current = props;
  const call = useMemo(() => assemble(() => latest.current), []);
  useEffect(() => run(call, props.ask), []);
  const { audience, others, onEndForAll } = props;
  const end = onEndForAll && {
    endForAll() {
      onEndForAll();
      call.connection.leave();
    },
  };
  return <CallView model={{ audience, others, ...call, ...end }} />;
}

export default Call;

interface Assembled {
  readonly connection: Connection;
  readonly devices: Devices;
}

/** `props` gives those of the newest drawing. */
function assemble(props: () => CallProps): Assembled {
  const devices = new Devices(navigator.mediaDevices, new MediaStream());
  const connection = new Connection(props().pass, {
    dial: dialAt(() => props().host()),
    media: () => devices.media(),
    renewPass: () => props().renewPass(),
    later,
    random: Math.random,
    entered: () => props().onEntered(),
    left(why) {
      devices.close();
      props().onLeft(why);
    },
  });
  return { connection, devices };
}

function run({ connection, devices }: Assembled, ask: Ask): () => void {
  const ends = new AbortController();
  const { signal } = ends;
  const start = once(() => !signal.aborted && connection.start());
  void devices.open(ask).then(start);
  const impatient = later(PATIENCE_MS, start);
  const wake = () => connection.wake();
  addEventListener("pagehide", () => connection.vanish(), { signal });
  addEventListener("pageshow", (event) => event.persisted && wake(), { signal });
  addEventListener("online", wake, { signal });
  document.addEventListener("visibilitychange", () => !document.hidden && wake(), { signal });
  const sleep = stayAwake();
  const resend = effect(() => {
    devices.tracks.value;
    devices.camera.value;
    devices.microphone.value;
    connection.resend();
  });
  return () => {
    ends.abort();
    impatient();
    resend();
    sleep();
    connection.abandon();
    devices.close();
  };
}

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (!done) act();
    done = true;
  };
}

function later(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}
