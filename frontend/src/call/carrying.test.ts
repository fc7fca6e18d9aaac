// What a connection carries besides its picture and sound: less on a bad line, a screen, words, deeds.
import { describe, expect, it } from "vitest";
import { MEDIA_MS } from "./connection";
import { ANNA, Scene } from "./fakes";

describe("sound alone", () => {
  it("is carried by the same leg, and picture again", () => {
    const scene = new Scene();
    scene.connects(ANNA);
    scene.connection.carry("sound");
    expect(scene.leg.carried).toEqual(["all", "sound"]);
    expect(scene.connection.carrying.value).toBe("sound");
    expect(scene.at).toBe("together");
    scene.leg.says.connected();
    scene.connection.carry("all");
    expect(scene.leg.carried).toEqual(["all", "sound", "all"]);
    expect(scene.legs).toHaveLength(1);
  });

  it("stays so for the next leg", async () => {
    const scene = new Scene();
    scene.connects(ANNA);
    scene.connection.carry("sound");
    scene.leg.says.failed("Could not reconnect to the meeting");
    await scene.clock.move(1_000);
    expect(scene.leg.carried).toEqual(["sound"]);
  });

  it("is left for a new leg when the changed one does not come up", async () => {
    const scene = new Scene();
    scene.connects(ANNA);
    scene.connection.carry("sound");
    await scene.clock.move(MEDIA_MS + 1_000);
    expect(scene.legs).toHaveLength(2);
    expect(scene.leg.carried).toEqual(["sound"]);
  });

  it("says so when no less can be received", () => {
    const scene = new Scene();
    scene.canCarryLess = false;
    scene.connects(ANNA);
    scene.connection.carry("sound");
    expect(scene.connection.carrying.value).toBe("unsent");
    scene.connection.carry("all");
    expect(scene.connection.carrying.value).toBe("all");
  });

  it("does not call a line good that was bad a moment ago", () => {
    const scene = new Scene();
    scene.connects(ANNA);
    const numbers = (nth: number) => ({ at_ms: nth * 1_000, received: 0, lostDown: 0, rtt_s: 2 });
    for (let nth = 0; nth < 8; nth += 1) scene.leg.says.numbers(numbers(nth));
    expect(scene.connection.line.value.grade).toBe("bad");
    scene.connection.carry("sound");
    scene.leg.says.connected();
    scene.leg.says.numbers({ at_ms: 20_000, rtt_s: 0.01 });
    expect(scene.connection.line.value.grade).toBe("bad");
  });
});

describe("presenting", () => {
  const SCREEN = {} as MediaStream;

  it("goes to the leg, and is told as it goes", () => {
    const scene = new Scene();
    scene.connects(ANNA);
    scene.connection.present(SCREEN);
    expect(scene.connection.presenting.value).toBe("starting");
    scene.leg.says.presenting("on");
    expect(scene.connection.presenting.value).toBe("on");
    scene.connection.present(null);
    expect(scene.leg.presented).toEqual([SCREEN, null]);
  });

  it("goes on with the next leg by itself", async () => {
    const scene = new Scene();
    scene.connects(ANNA);
    scene.connection.present(SCREEN);
    scene.leg.says.presenting("on");
    scene.leg.says.failed("Could not reconnect to the meeting");
    await scene.clock.move(1_000);
    scene.connects(ANNA);
    expect(scene.leg.presented).toEqual([SCREEN]);
  });

  it("is over when somebody else takes the floor, and the next leg leaves it so", async () => {
    const scene = new Scene();
    scene.connects(ANNA);
    scene.connection.present(SCREEN);
    scene.leg.says.presenting("on");
    scene.leg.says.presenting("off");
    expect(scene.connection.presenting.value).toBe("off");
    scene.leg.says.failed("Could not reconnect to the meeting");
    await scene.clock.move(1_000);
    scene.connects(ANNA);
    expect(scene.leg.presented).toEqual([]);
  });

  it("shows what others present until they stop, and never that of a lost leg", () => {
    const scene = new Scene();
    scene.connects(ANNA);
    scene.leg.says.slides(SCREEN);
    expect(scene.connection.slides.value).toBe(SCREEN);
    scene.leg.says.failed("Could not reconnect to the meeting");
    expect(scene.connection.slides.value).toBeNull();
  });
});

describe("the conference", () => {
  it("hands on what is written, what is allowed, and what is said of oneself", async () => {
    const scene = new Scene();
    scene.connects(ANNA);
    scene.leg.says.written({ name: "Anna Test", text: "Hej" });
    scene.leg.says.room({ locked: true, chat: true, present: false });
    scene.leg.says.self({ silenced: true, waits: false });
    expect(scene.written).toEqual([{ name: "Anna Test", text: "Hej" }]);
    expect(scene.connection.room.value).toEqual({ locked: true, chat: true, present: false });
    expect(scene.connection.self.value.silenced).toBe(true);
    await scene.connection.write("Hej selv");
    await scene.connection.act({ do: "lock", on: false });
    expect([scene.leg.written, scene.leg.deeds]).toEqual([
      ["Hej selv"],
      [{ do: "lock", on: false }],
    ]);
  });

  it("takes nothing while there is no way to it", async () => {
    const scene = new Scene();
    scene.connects(ANNA);
    scene.leg.says.failed("Could not reconnect to the meeting");
    expect(await scene.connection.write("Hej")).toBe(false);
    expect(await scene.connection.act({ do: "lock", on: true })).toBe(false);
  });
});
