// A test call to a conference node, by the very way that calls go; fetched only where there is one to try.
import { dialAt } from "../call/dial";
import type { Hear } from "../call/leg";
import type { Pass } from "../wire.gen";

/** Whether sound could flow. It sends nothing of the person; `signal` ends it. */
export async function testCall(node: string, alias: string, signal: AbortSignal): Promise<boolean> {
  const sending = { camera: false, microphone: false };
  const media = { stream: new MediaStream(), sending };
  const { hear, connected } = listening(signal);
  const leg = dialAt(() => node)(passTo(node, alias), media, "all", hear);
  try {
    return await connected;
  } finally {
    await leg.hangUp("leaving");
  }
}

function passTo(node: string, alias: string): Pass {
  return {
    type: "Pass",
    ref: 0,
    node,
    alias,
    pin: "",
    tag: "",
    display_name: "Test",
    media: "receive-only",
    direct_media: false,
    link: "",
  };
}

function listening(signal: AbortSignal): { hear: Hear; connected: Promise<boolean> } {
  const nothing = () => {};
  let settle: (connected: boolean) => void = nothing;
  const connected = new Promise<boolean>((done) => {
    settle = done;
  });
  signal.addEventListener("abort", () => settle(false), { once: true });
  const hear: Hear = {
    admitted: nothing,
    connected: () => settle(true),
    people: nothing,
    room: nothing,
    self: nothing,
    written: nothing,
    picture: nothing,
    slides: nothing,
    presenting: nothing,
    stalled: nothing,
    resumed: nothing,
    numbers: nothing,
    moved: () => settle(true),
    failed: () => settle(false),
  };
  return { hear, connected };
}
