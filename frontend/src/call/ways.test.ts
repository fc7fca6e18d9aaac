// Which ways picture and sound go.
import { expect, it } from "vitest";
import { DIRECTIONS } from "./ways";

it("opens nothing that it does not send", () => {
  for (const { sends, opens } of Object.values(DIRECTIONS)) {
    expect(sends.camera || !opens.camera).toBe(true);
    expect(sends.microphone || !opens.microphone).toBe(true);
  }
});

it("shows what is in front of the person when that is what the call is for", () => {
  expect(DIRECTIONS["send-only"]).toMatchObject({
    facing: "environment",
    sees: false,
    hears: false,
  });
  expect(DIRECTIONS["two-way"].facing).toBe("user");
});
