// Painted pictures in place of cameras, and calls that stand still, for the gallery.
import { signal } from "@preact/signals";
import type { Phase } from "./connection";
import type { Choices, Source } from "./devices";
import type { Person } from "./leg";
import type { CallModel } from "./model";
import type { Line } from "./quality";

/** What a story says about a call; everything else is as in a call that goes well. */
export interface Scenery {
  readonly audience?: "guest" | "staff";
  readonly phase: Phase;
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
};

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

export function scene(scenery: Scenery): CallModel {
  const { phase, people = [], audience = "guest", phone = false, theirPhone = false } = scenery;
  const camera = signal<Source>(scenery.camera ?? { at: "on" });
  const microphone = signal<Source>(scenery.microphone ?? { at: "on" });
  const seen = people.some((person) => person.here && person.camera);
  const own = painted("#5d7a9c", phone).getVideoTracks()[0];
  return {
    audience,
    others: [audience === "guest" ? "Anna Test" : "Prøve Pedersen"],
    connection: {
      phase: signal(phase),
      people: signal(people),
      picture: signal(seen ? painted("#7d8ea6", theirPhone) : null),
      line: signal(scenery.line ?? "good"),
      wake: () => {},
      leave: () => {},
    },
    devices: {
      camera,
      microphone,
      tracks: signal(camera.value.at === "on" && own ? { camera: own } : {}),
      choices: signal(CHOICES),
      chosen: signal({ camera: "front", microphone: "built-in", speaker: "" }),
      mirrored: signal(true),
      setCamera: async (on) => {
        camera.value = { at: on ? "on" : "off" };
      },
      setMicrophone: async (on) => {
        microphone.value = { at: on ? "on" : "off" };
      },
      choose: async () => {},
      turn: async () => {},
    },
    ...(audience === "staff" && { endForAll: () => {} }),
  };
}

/** A head and shoulders in front of a wall. */
function painted(skin: string, upright: boolean): MediaStream {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = upright ? [540, 960] : [960, 540];
  const stream = canvas.captureStream(4);
  const brush = canvas.getContext("2d");
  if (brush) {
    paint(brush, skin);
    // A picture that never changes sends no frames to whoever comes later.
    const again = setInterval(() => {
      if (stream.getTracks().every((track) => track.readyState === "ended")) clearInterval(again);
      paint(brush, skin);
    }, 250);
  }
  return stream;
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
