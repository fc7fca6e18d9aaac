// The call, whole: loaded when somebody is admitted, for guests and for staff. The door of this folder.
import { computed, effect, untracked } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { stayAwake } from "./awake";
import { CallView } from "./CallView";
import { Chat } from "./chat";
import { Connection } from "./connection";
import { Devices } from "./devices";
import { dialAt } from "./dial";
import type { Offers } from "./model";
import { Narrow } from "./narrow";
import { Share } from "./share";
import type { Ask, CallProps } from "./types";
import { DIRECTIONS, type Way } from "./ways";

export type { Ask, CallProps, LeftWhy, Other, OtherRole, Reachable } from "./types";

/** A question of the browser that nobody answers must not keep a person out of the call. */
const PATIENCE_MS = 4_000;

/** Fills the height `--call-height`, by default the whole window. One at a time on a page. */
export function Call(props: CallProps) {
  const latest = useRef(props);
  latest.current = props;
  const way = props.pass.media;
  const call = useMemo(() => assemble(() => latest.current, way), []);
  // Before the first drawing, which takes as long as a camera takes to open.
  const opened = useMemo(() => call.devices.open(asked(props.ask, way)), []);
  useEffect(() => run(call, opened), []);
  const { audience, others, onEndForAll } = props;
  const end = onEndForAll && {
    endForAll() {
      onEndForAll();
      call.connection.leave();
    },
  };
  return <CallView model={{ audience, way, others, offers: offers(props), ...call, ...end }} />;
}

export default Call;

interface Assembled {
  readonly connection: Connection;
  readonly devices: Devices;
  readonly chat: Chat;
  readonly share: Share;
  readonly narrow: Narrow;
}

/** `props` gives those of the newest drawing. */
function assemble(props: () => CallProps, way: Way): Assembled {
  const media = navigator.mediaDevices;
  const devices = new Devices(media, new MediaStream(), DIRECTIONS[way].facing);
  const chat = new Chat((text) => connection.write(text), Date.now);
  // Phones have the object without the method.
  const screens = media && "getDisplayMedia" in media ? media : undefined;
  const share = new Share(screens, (stream) => connection.present(stream));
  const connection = new Connection(props().pass, {
    dial: dialAt(() => props().host()),
    media: () => devices.media(),
    renewPass: () => props().renewPass(),
    later,
    random: Math.random,
    entered: () => props().onEntered(),
    written: (message) => chat.hear(message),
    left(why) {
      share.stop();
      devices.close();
      props().onLeft(why);
    },
  });
  return { connection, devices, chat, share, narrow: new Narrow(connection, devices) };
}

function run({ connection, devices, share }: Assembled, opened: Promise<void>): () => void {
  const ends = new AbortController();
  const { signal } = ends;
  const start = once(() => !signal.aborted && connection.start());
  void opened.then(start);
  const impatient = later(PATIENCE_MS, start);
  const wake = () => connection.wake();
  addEventListener("pagehide", () => connection.vanish(), { signal });
  addEventListener("pageshow", (event) => event.persisted && wake(), { signal });
  addEventListener("online", wake, { signal });
  document.addEventListener("visibilitychange", () => !document.hidden && wake(), { signal });
  const sleep = stayAwake();
  const silenced = computed(() => connection.self.value.silenced);
  const stops = [
    effect(() => {
      devices.tracks.value;
      devices.camera.value;
      devices.microphone.value;
      connection.resend();
    }),
    effect(() => share.hear(connection.presenting.value)),
    // Whoever is silenced finds the own switch off, and turns it on to speak again.
    effect(() => {
      if (silenced.value) untracked(() => void devices.setMicrophone(false));
    }),
  ];
  return () => {
    ends.abort();
    impatient();
    for (const stop of stops) stop();
    sleep();
    connection.abandon();
    share.stop();
    devices.close();
  };
}

/** What a way does not send is not opened, and no browser asks for it. */
function asked(ask: Ask, way: Way): Ask {
  const { opens } = DIRECTIONS[way];
  return { camera: ask.camera && opens.camera, microphone: ask.microphone && opens.microphone };
}

function offers({ onHold, onMove, bringIn, ringUp, onContinueElsewhere }: CallProps): Offers {
  return {
    ...(onHold && { onHold }),
    ...(onMove && { onMove }),
    ...(bringIn && { bringIn }),
    ...(ringUp && { ringUp }),
    ...(onContinueElsewhere && { onContinueElsewhere }),
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
