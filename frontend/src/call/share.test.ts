// Showing a screen: asked for, begun, stopped by whoever stops it, and never left running.
import { describe, expect, it } from "vitest";
import { Share } from "./share";

class FakeScreen extends EventTarget {
  contentHint = "";
  stopped = false;

  stop(): void {
    this.stopped = true;
  }

  /** The browser's own stop button. */
  ends(): void {
    this.dispatchEvent(new Event("ended"));
  }
}

function scene(answer?: () => Promise<MediaStream>) {
  const track = new FakeScreen();
  const stream = { getTracks: () => [track] } as unknown as MediaStream;
  const presented: (MediaStream | null)[] = [];
  const media = { getDisplayMedia: answer ?? (async () => stream) };
  const share = new Share(media, (shown) => presented.push(shown));
  return { track, stream, presented, share };
}

describe("a screen that is shown", () => {
  it("begins with what the person chose, with sharp letters", async () => {
    const { share, presented, stream, track } = scene();
    const asked = share.start();
    expect(share.state.value).toBe("choosing");
    await asked;
    expect(share.state.value).toBe("starting");
    expect(presented).toEqual([stream]);
    expect(track.contentHint).toBe("detail");
    share.hear("on");
    expect(share.state.value).toBe("on");
  });

  it("ends when the browser's own button is pressed", async () => {
    const { share, presented, stream, track } = scene();
    await share.start();
    share.hear("on");
    track.ends();
    expect(share.state.value).toBe("off");
    expect(presented).toEqual([stream, null]);
  });

  it("ends when the conference says no, or somebody else takes over, and can begin again", async () => {
    for (const [said, state] of [
      ["refused", "refused"],
      ["off", "stopped"],
    ] as const) {
      const { share, track } = scene();
      await share.start();
      share.hear(said);
      expect(share.state.value).toBe(state);
      expect(track.stopped).toBe(true);
      await share.start();
      expect(share.state.value).toBe("starting");
    }
  });

  it("says nothing when the person changes their mind, and something when it cannot be", async () => {
    const no = (name: string) => () => Promise.reject(new DOMException("", name));
    const changed = scene(no("NotAllowedError"));
    await changed.share.start();
    expect(changed.share.state.value).toBe("off");
    const unable = scene(no("NotReadableError"));
    await unable.share.start();
    expect(unable.share.state.value).toBe("unable");
    expect(unable.presented).toEqual([]);
  });

  it("is let go when the call is over before the person has chosen", async () => {
    const { share, track, presented } = scene();
    const asked = share.start();
    share.stop();
    await asked;
    expect(track.stopped).toBe(true);
    expect(presented).toEqual([null]);
  });

  it("is not offered where there is no screen to show", async () => {
    const share = new Share(undefined, () => {});
    await share.start();
    expect(share.possible).toBe(false);
    expect(share.state.value).toBe("off");
  });
});
