// Sound alone on a narrow line: the camera goes out, and comes back only if it was on.
import { signal } from "@preact/signals";
import { expect, it } from "vitest";
import type { Source } from "./devices";
import { Narrow } from "./narrow";

function scene(camera: Source) {
  const told: string[] = [];
  const narrow = new Narrow(
    { carry: (carried) => told.push(carried) },
    {
      camera: signal(camera),
      setCamera: async (on) => {
        told.push(`camera ${on}`);
      },
    },
  );
  return { told, narrow };
}

it("changes the call before the camera, so that nothing is negotiated twice", () => {
  const { told, narrow } = scene({ at: "on" });
  narrow.soundOnly();
  narrow.pictureToo();
  expect(told).toEqual(["sound", "camera false", "all", "camera true"]);
});

it("leaves a camera off that was off", () => {
  const { told, narrow } = scene({ at: "off" });
  narrow.soundOnly();
  narrow.pictureToo();
  expect(told.at(-1)).toBe("all");
});
