// A call on a narrow line: sound alone, and picture again when the person wants it.
import type { Connection } from "./connection";
import type { Devices } from "./devices";

export class Narrow {
  readonly #connection: Pick<Connection, "carry">;
  readonly #devices: Pick<Devices, "camera" | "setCamera">;
  /** Whether the camera was on when it went out, and so comes back. */
  #hadCamera = false;

  constructor(
    connection: Pick<Connection, "carry">,
    devices: Pick<Devices, "camera" | "setCamera">,
  ) {
    this.#connection = connection;
    this.#devices = devices;
  }

  soundOnly(): void {
    this.#hadCamera = this.#devices.camera.value.at === "on";
    this.#connection.carry("sound");
    void this.#devices.setCamera(false);
  }

  pictureToo(): void {
    this.#connection.carry("all");
    if (this.#hadCamera) void this.#devices.setCamera(true);
  }
}
