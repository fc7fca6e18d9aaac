// Cameras and microphones that work, that do not, that come and go.
import { describe, expect, it, vi } from "vitest";
import { Devices, type MediaSource } from "./devices";
import { settle } from "./fakes";

class FakeTrack extends EventTarget {
  enabled = true;
  stopped = false;

  constructor(
    readonly kind: "audio" | "video",
    readonly settings: MediaTrackSettings,
  ) {
    super();
  }

  getSettings(): MediaTrackSettings {
    return this.settings;
  }

  stop(): void {
    this.stopped = true;
  }

  /** Unplugged, or taken by another program. */
  ends(): void {
    this.stopped = true;
    this.dispatchEvent(new Event("ended"));
  }
}

function stream(held: FakeTrack[] = []): MediaStream {
  const tracks = [...held];
  return {
    getTracks: () => tracks,
    addTrack: (track: FakeTrack) => tracks.push(track),
    removeTrack: (track: FakeTrack) => tracks.splice(tracks.indexOf(track), 1),
  } as unknown as MediaStream;
}

function device(kind: MediaDeviceKind, id: string): MediaDeviceInfo {
  return { kind, deviceId: id, label: id } as unknown as MediaDeviceInfo;
}

/** A browser with these cameras and one microphone; a test may break them. */
class FakeBrowser extends EventTarget {
  readonly asked: MediaStreamConstraints[] = [];
  readonly given: FakeTrack[] = [];
  cameras = ["front", "back"];
  speakers = ["loud", "headset"];
  camera: string | null = null;
  microphone: string | null = null;
  phone = false;
  /** Set when a camera was asked for while another was still open. */
  twoCameras = false;
  /** What holds an answer back. */
  answer: Promise<void> = Promise.resolve();

  readonly getUserMedia = async (asked: MediaStreamConstraints): Promise<MediaStream> => {
    this.asked.push(asked);
    const open = this.given.some((track) => track.kind === "video" && !track.stopped);
    this.twoCameras ||= Boolean(asked.video) && open;
    await this.answer;
    if (asked.video) this.#refuse(this.camera ?? (this.cameras.length ? null : "NotFoundError"));
    if (asked.audio) this.#refuse(this.microphone);
    const tracks: FakeTrack[] = [];
    if (asked.audio) tracks.push(new FakeTrack("audio", { deviceId: "mic" }));
    if (asked.video) tracks.push(new FakeTrack("video", this.#settings(asked.video)));
    this.given.push(...tracks);
    for (const track of tracks) Object.assign(track, { label: track.settings.deviceId });
    return stream(tracks);
  };

  /** What Firefox asks the person, who chose this one. */
  readonly selectAudioOutput = async (): Promise<MediaDeviceInfo> => {
    this.speakers.push("asked");
    return device("audiooutput", "asked");
  };

  readonly enumerateDevices = async (): Promise<MediaDeviceInfo[]> => [
    ...this.cameras.map((id) => device("videoinput", id)),
    ...this.speakers.map((id) => device("audiooutput", id)),
  ];

  #refuse(name: string | null): void {
    if (name) throw Object.assign(new Error(name), { name });
  }

  #settings(asked: MediaTrackConstraints | boolean): MediaTrackSettings {
    const wish = asked as { deviceId?: { exact: string }; facingMode?: { ideal: string } };
    const id = wish.deviceId?.exact;
    if (id && !this.cameras.includes(id)) this.#refuse("OverconstrainedError");
    if (!this.phone) return { deviceId: id ?? this.cameras[0] ?? "" };
    const facingMode = wish.facingMode?.ideal ?? "user";
    return { deviceId: facingMode, facingMode };
  }
}

function desk() {
  const browser = new FakeBrowser();
  const sent = stream();
  const devices = new Devices(browser as unknown as MediaSource, sent);
  return { browser, devices, sent: () => sent.getTracks() as unknown as FakeTrack[] };
}

const BOTH = { camera: true, microphone: true };

describe("opening", () => {
  it("asks one question for both", async () => {
    const { browser, devices, sent } = desk();
    await devices.open(BOTH);
    expect(browser.asked).toHaveLength(1);
    expect(
      sent()
        .map((track) => track.kind)
        .sort(),
    ).toEqual(["audio", "video"]);
    expect(devices.media().sending).toEqual(BOTH);
  });

  it("goes on with sound when there is no camera", async () => {
    const { browser, devices, sent } = desk();
    browser.cameras = [];
    await devices.open(BOTH);
    expect(devices.camera.value).toEqual({ at: "failed", why: "missing" });
    expect(devices.microphone.value).toEqual({ at: "on" });
    expect(sent().map((track) => track.kind)).toEqual(["audio"]);
  });

  it.each([
    ["NotAllowedError", "denied"],
    ["NotReadableError", "busy"],
    ["NotFoundError", "missing"],
    ["TypeError", "unable"],
  ])("takes %s for %s, and goes on with nothing", async (name, why) => {
    const { browser, devices, sent } = desk();
    browser.camera = name;
    browser.microphone = name;
    await devices.open(BOTH);
    expect(devices.camera.value).toEqual({ at: "failed", why });
    expect(devices.microphone.value).toEqual({ at: "failed", why });
    expect(sent()).toEqual([]);
  });

  it("says so where a page may not have a camera at all", async () => {
    const devices = new Devices(undefined, stream());
    await devices.open(BOTH);
    expect(devices.camera.value).toEqual({ at: "failed", why: "unable" });
  });

  it("opens only what is asked for", async () => {
    const { browser, devices } = desk();
    await devices.open({ camera: false, microphone: true });
    expect(browser.asked.some((asked) => asked.video)).toBe(false);
    expect(devices.camera.value).toEqual({ at: "off" });
  });

  it("works at the next try when the person has allowed it", async () => {
    const { browser, devices } = desk();
    browser.camera = "NotAllowedError";
    await devices.open(BOTH);
    browser.camera = null;
    await devices.setCamera(true);
    expect(devices.camera.value).toEqual({ at: "on" });
  });
});

describe("on and off", () => {
  it("keeps the microphone open and silent, so that one is heard at once again", async () => {
    const { browser, devices, sent } = desk();
    await devices.open(BOTH);
    await devices.setMicrophone(false);
    expect(sent().find((track) => track.kind === "audio")?.enabled).toBe(false);
    expect(devices.media().sending.microphone).toBe(false);
    await devices.setMicrophone(true);
    expect(browser.asked).toHaveLength(1);
    expect(sent().find((track) => track.kind === "audio")?.enabled).toBe(true);
  });

  it("puts the camera's light out", async () => {
    const { browser, devices, sent } = desk();
    await devices.open(BOTH);
    await devices.setCamera(false);
    expect(browser.given.find((track) => track.kind === "video")?.stopped).toBe(true);
    expect(sent().map((track) => track.kind)).toEqual(["audio"]);
    expect(devices.camera.value).toEqual({ at: "off" });
  });

  it("puts a camera away that comes when it is not wanted any more", async () => {
    const { browser, devices, sent } = desk();
    let give = () => {};
    browser.answer = new Promise((resolve) => {
      give = resolve;
    });
    const opening = devices.setCamera(true);
    await devices.setCamera(false);
    give();
    await opening;
    expect(browser.given[0]?.stopped).toBe(true);
    expect(sent()).toEqual([]);
  });

  it("leaves nothing open after the call, not even what comes late", async () => {
    const { browser, devices } = desk();
    await devices.open(BOTH);
    const late = devices.choose("camera", "back");
    devices.close();
    await late;
    expect(browser.given).toHaveLength(3);
    expect(browser.given.every((track) => track.stopped)).toBe(true);
  });
});

describe("another device", () => {
  it("is the back of a phone, and then the front again", async () => {
    const { browser, devices } = desk();
    browser.phone = true;
    await devices.open(BOTH);
    expect(devices.mirrored.value).toBe(true);
    await devices.turn();
    expect(devices.tracks.value.camera?.getSettings().facingMode).toBe("environment");
    expect(devices.mirrored.value).toBe(false);
    await devices.turn();
    expect(devices.tracks.value.camera?.getSettings().facingMode).toBe("user");
  });

  it("is the next camera of a computer, and lets the old one go first", async () => {
    const { browser, devices } = desk();
    await devices.open(BOTH);
    await vi.waitFor(() => expect(devices.choices.value.camera).toHaveLength(2));
    await devices.turn();
    expect(devices.tracks.value.camera?.getSettings().deviceId).toBe("back");
    expect(browser.twoCameras).toBe(false);
    await devices.turn();
    expect(devices.tracks.value.camera?.getSettings().deviceId).toBe("front");
  });

  it("is only remembered while the camera is off", async () => {
    const { browser, devices } = desk();
    await devices.open({ camera: false, microphone: true });
    await devices.choose("camera", "back");
    expect(browser.asked).toHaveLength(1);
    await devices.setCamera(true);
    expect(devices.tracks.value.camera?.getSettings().deviceId).toBe("back");
  });

  it("stays silent when the microphone is off", async () => {
    const { devices } = desk();
    await devices.open(BOTH);
    await devices.setMicrophone(false);
    await devices.choose("microphone", "");
    expect(devices.tracks.value.microphone?.enabled).toBe(false);
    expect(devices.microphone.value).toEqual({ at: "off" });
  });

  it("takes the place of one that was unplugged", async () => {
    const { browser, devices } = desk();
    await devices.open(BOTH);
    await devices.choose("camera", "back");
    browser.cameras = ["front"];
    browser.given[browser.given.length - 1]?.ends();
    await settle();
    expect(devices.tracks.value.camera?.getSettings().deviceId).toBe("front");
    expect(devices.camera.value).toEqual({ at: "on" });
  });

  it("is opened by itself when it is plugged in after it was missing", async () => {
    const { browser, devices } = desk();
    browser.cameras = [];
    await devices.open(BOTH);
    browser.cameras = ["front"];
    browser.dispatchEvent(new Event("devicechange"));
    await settle();
    expect(devices.camera.value).toEqual({ at: "on" });
  });
});

describe("a device that vanishes", () => {
  it("is told with what is used in its place, until it is put away", async () => {
    const { browser, devices } = desk();
    await devices.open(BOTH);
    await devices.choose("camera", "back");
    browser.cameras = ["front"];
    browser.given.at(-1)?.ends();
    await settle();
    expect(devices.gone.value).toEqual({ kind: "camera", instead: "front" });
    devices.forget();
    expect(devices.gone.value).toBeNull();
  });

  it("leaves a silent microphone silent", async () => {
    const { browser, devices } = desk();
    await devices.open(BOTH);
    await devices.setMicrophone(false);
    browser.given.find((track) => track.kind === "audio")?.ends();
    await settle();
    expect(devices.microphone.value).toEqual({ at: "off" });
    expect(devices.gone.value).toEqual({ kind: "microphone", instead: "mic" });
  });

  it("is no news when there is no other: then that is the trouble", async () => {
    const { browser, devices } = desk();
    await devices.open(BOTH);
    browser.cameras = [];
    browser.given.find((track) => track.kind === "video")?.ends();
    await settle();
    expect(devices.camera.value).toEqual({ at: "failed", why: "missing" });
    expect(devices.gone.value).toBeNull();
  });

  it("is a speaker too, when it was the chosen one", async () => {
    const { browser, devices } = desk();
    await devices.open(BOTH);
    await devices.choose("speaker", "headset");
    browser.speakers = ["loud"];
    browser.dispatchEvent(new Event("devicechange"));
    await settle();
    expect(devices.chosen.value.speaker).toBe("");
    expect(devices.gone.value).toEqual({ kind: "speaker", instead: "" });
  });
});

describe("a speaker", () => {
  it("is asked for by the browser where it has a question of its own", async () => {
    const { devices } = desk();
    await devices.open(BOTH);
    expect(devices.asksForSpeaker).toBe(true);
    await devices.askForSpeaker();
    expect(devices.chosen.value.speaker).toBe("asked");
    expect(devices.gone.value).toBeNull();
  });
});

describe("a side of the phone", () => {
  it("is the one the call begins with, and the one that is pressed", async () => {
    const { browser } = desk();
    browser.phone = true;
    const devices = new Devices(browser as unknown as MediaSource, stream(), "environment");
    await devices.open({ camera: true, microphone: false });
    expect(devices.side.value).toBe("environment");
    await devices.face("user");
    expect(devices.side.value).toBe("user");
    expect(devices.mirrored.value).toBe(true);
  });

  it("is not known of a computer's camera", async () => {
    const { devices } = desk();
    await devices.open(BOTH);
    expect(devices.side.value).toBeNull();
  });
});
