// Painted pictures in place of cameras, and calls that stand still, for the gallery.
import { signal } from "@preact/signals";
import type { Message } from "./chat";
import type { Carrying, Phase } from "./connection";
import type { Choices, Gone, Side, Source } from "./devices";
import type { Person, Room, Self } from "./leg";
import type { CallModel, Offers } from "./model";
import { GOOD, type Line } from "./quality";
import type { Sharing } from "./share";
import type { Other } from "./types";
import type { Way } from "./ways";

/** What a story says about a call; everything else is as in a call that goes well. */
export interface Scenery {
  readonly audience?: "guest" | "staff";
  readonly phase: Phase;
  readonly way?: Way;
  readonly others?: readonly Other[];
  readonly offers?: Offers;
  readonly room?: Partial<Room>;
  readonly self?: Partial<Self>;
  readonly carrying?: Carrying;
  readonly messages?: readonly Message[];
  readonly unread?: number;
  readonly sharing?: Sharing;
  /** Whether somebody presents. */
  readonly slides?: boolean;
  readonly gone?: Gone;
  /** Which side the own camera looks from; a phone has two. */
  readonly side?: Side;
  readonly people?: readonly Person[];
  readonly line?: Line;
  readonly camera?: Source;
  readonly microphone?: Source;
  /** Whether the own camera is that of a phone held upright. */
  readonly phone?: boolean;
  /** Whether the others' picture is that of a phone held upright. */
  readonly theirPhone?: boolean;
}

export const ANNA: Person = {
  key: "anna",
  name: "Anna Test",
  here: true,
  camera: true,
  microphone: true,
  by: "video",
  host: true,
  waits: false,
  presenting: false,
  silenced: false,
};

export const PER: Person = { ...ANNA, key: "per", name: "Prøve Pedersen", host: false };
export const BO: Person = { ...PER, key: "bo", name: "Bo Eksempel-Langenavn" };

const CHOICES: Choices = {
  camera: [
    { id: "front", name: "Kamera på forsiden" },
    { id: "back", name: "Kamera på bagsiden" },
  ],
  microphone: [{ id: "built-in", name: "Indbygget mikrofon" }],
  speaker: [
    { id: "built-in", name: "Indbygget højttaler" },
    { id: "headset", name: "Headset" },
  ],
};

const OTHERS: Readonly<Record<CallModel["audience"], readonly Other[]>> = {
  guest: [{ name: "Anna Test", role: "staff" }],
  staff: [{ name: "Prøve Pedersen", role: "patient" }],
};

export function scene(scenery: Scenery): CallModel {
  const { audience = "guest", way = "two-way" } = scenery;
  return {
    audience,
    way,
    others: scenery.others ?? OTHERS[audience],
    offers: scenery.offers ?? {},
    connection: connection(scenery),
    chat: {
      messages: signal(scenery.messages ?? []),
      unread: signal(scenery.unread ?? 0),
      look: () => {},
      write: async () => {},
      again: async () => {},
    },
    share: {
      possible: true,
      state: signal(scenery.sharing ?? "off"),
      start: async () => {},
      stop: () => {},
    },
    narrow: { soundOnly: () => {}, pictureToo: () => {} },
    devices: devices(scenery),
    ...(audience === "staff" && { endForAll: () => {} }),
  };
}

function connection(scenery: Scenery): CallModel["connection"] {
  const { phase, people = [], theirPhone = false, carrying = "all" } = scenery;
  const seen = people.some((person) => person.here && person.camera);
  const room = {
    locked: false,
    chat: true,
    present: scenery.audience === "staff",
    ...scenery.room,
  };
  return {
    phase: signal(phase),
    people: signal(people),
    picture: signal(seen && carrying !== "sound" ? painted("#7d8ea6", theirPhone) : null),
    slides: signal(scenery.slides ? lettered() : null),
    room: signal(room),
    self: signal({ silenced: false, waits: false, ...scenery.self }),
    carrying: signal(carrying),
    line: signal<Line>(scenery.line ?? GOOD),
    act: async () => true,
    wake: () => {},
    leave: () => {},
  };
}

function devices(scenery: Scenery): CallModel["devices"] {
  const camera = signal<Source>(scenery.camera ?? { at: "on" });
  const microphone = signal<Source>(scenery.microphone ?? { at: "on" });
  const own = painted("#5d7a9c", scenery.phone ?? false).getVideoTracks()[0];
  const side = signal<Side | null>(scenery.side ?? null);
  return {
    camera,
    microphone,
    tracks: signal(camera.value.at === "on" && own ? { camera: own } : {}),
    choices: signal(CHOICES),
    chosen: signal({ camera: "front", microphone: "built-in", speaker: "" }),
    gone: signal(scenery.gone ?? null),
    side,
    mirrored: signal(scenery.side !== "environment"),
    asksForSpeaker: false,
    setCamera: async (on) => {
      camera.value = { at: on ? "on" : "off" };
    },
    setMicrophone: async (on) => {
      microphone.value = { at: on ? "on" : "off" };
    },
    face: async (shown) => {
      side.value = shown;
    },
    choose: async () => {},
    turn: async () => {},
    askForSpeaker: async () => {},
    forget: () => {},
  };
}

/** A head and shoulders in front of a wall. */
function painted(skin: string, upright: boolean): MediaStream {
  return moving(upright ? [540, 960] : [960, 540], (brush) => paint(brush, skin));
}

/** A sheet with lines of writing on it. */
function lettered(): MediaStream {
  return moving([1280, 720], write);
}

function moving(
  [width, height]: readonly [number, number],
  draw: (brush: CanvasRenderingContext2D) => void,
): MediaStream {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  const stream = canvas.captureStream(4);
  const brush = canvas.getContext("2d");
  if (brush) {
    draw(brush);
    // A picture that never changes sends no frames to whoever comes later.
    const again = setInterval(() => draw(brush), 250);
    // The next story has pictures of its own; a walk through all of them must not drag these along.
    const stop = () => {
      clearInterval(again);
      for (const track of stream.getTracks()) track.stop();
    };
    addEventListener("hashchange", stop, { once: true });
  }
  return stream;
}

function write(brush: CanvasRenderingContext2D): void {
  const { width, height } = brush.canvas;
  brush.fillStyle = "#fbfaf6";
  brush.fillRect(0, 0, width, height);
  brush.fillStyle = "#1f3a5f";
  brush.font = "600 64px sans-serif";
  brush.fillText("Blodprøver, november", 90, 150);
  brush.font = "40px sans-serif";
  const lines = ["Hæmoglobin   8,4", "Kreatinin   71", "CRP   under 4", "Langtidsblodsukker   39"];
  for (const [nth, line] of lines.entries()) brush.fillText(line, 90, 260 + nth * 90);
}

function paint(brush: CanvasRenderingContext2D, skin: string): void {
  const { width, height } = brush.canvas;
  const wall = brush.createLinearGradient(0, 0, width, height);
  wall.addColorStop(0, "#3f5a78");
  wall.addColorStop(1, "#22324c");
  brush.fillStyle = wall;
  brush.fillRect(0, 0, width, height);
  const size = Math.min(width, height);
  brush.fillStyle = skin;
  brush.beginPath();
  brush.arc(width / 2, height * 0.44, size * 0.2, 0, 2 * Math.PI);
  brush.fill();
  brush.beginPath();
  brush.ellipse(width / 2, height * 1.04, size * 0.42, size * 0.42, 0, 0, 2 * Math.PI);
  brush.fill();
}
