// What happens to a person on the way into a call, in it, and back into it.
import { describe, expect, it } from "vitest";
import { ADMIT_MS, ASK_FROM_TRY, MEDIA_MS, STALL_MS, WAITS_MS } from "./connection";
import { ANNA, pass, Scene, settle } from "./fakes";

describe("going in", () => {
  it("waits for the other, and is together when the other is there", () => {
    const scene = new Scene();
    expect(scene.at).toBe("joining");
    scene.connects();
    expect(scene.at).toBe("alone");
    scene.leg.says.people([{ ...ANNA, here: false }]);
    expect(scene.at).toBe("alone");
    scene.leg.says.people([ANNA]);
    expect(scene.at).toBe("together");
    expect(scene.connection.phase.value).toEqual({ at: "together" });
    scene.leg.says.people([]);
    expect(scene.connection.phase.value).toEqual({ at: "alone", met: true });
  });

  it("tells once that the person has entered, also after coming back", async () => {
    const scene = new Scene();
    scene.connects(ANNA);
    scene.leg.says.failed("Could not reconnect to the meeting");
    await scene.clock.move(1_000);
    scene.connects(ANNA);
    expect(scene.at).toBe("together");
    expect(scene.told).toEqual(["entered"]);
  });

  it("calls a path blocked on which no media ever came", async () => {
    const scene = new Scene();
    scene.leg.says.admitted();
    await scene.clock.move(MEDIA_MS);
    expect(scene.connection.phase.value).toMatchObject({ because: "blocked", tries: 1 });
    expect(scene.legs[0]?.hungUp).toBe("leaving");
  });

  it("gives a conference that does not answer up, and tries again", async () => {
    const scene = new Scene();
    await scene.clock.move(ADMIT_MS);
    expect(scene.connection.phase.value).toMatchObject({ because: "line", tries: 1 });
    await scene.clock.move(1_000);
    expect(scene.legs).toHaveLength(2);
  });

  it("says that the house is full, and goes in when there is room", async () => {
    const scene = new Scene();
    scene.leg.says.failed("Out of transcoding resource");
    expect(scene.connection.phase.value).toMatchObject({ because: "busy" });
    await scene.clock.move(1_000);
    scene.connects(ANNA);
    expect(scene.at).toBe("together");
  });
});

describe("a line that breaks", () => {
  it("leaves a leg alone that repairs itself", async () => {
    const scene = new Scene();
    scene.connects(ANNA);
    scene.leg.says.stalled();
    expect(scene.at).toBe("reconnecting");
    await scene.clock.move(STALL_MS - 1);
    scene.leg.says.resumed();
    await scene.clock.move(STALL_MS);
    expect(scene.at).toBe("together");
    expect(scene.legs).toHaveLength(1);
  });

  it("makes a new leg when the old one does not come back in time", async () => {
    const scene = new Scene();
    scene.connects(ANNA);
    scene.leg.says.stalled();
    await scene.clock.move(STALL_MS + 1_000);
    expect(scene.legs).toHaveLength(2);
    expect(scene.legs[0]?.hungUp).toBe("leaving");
  });

  it("does not call a path blocked that has carried the call", () => {
    const scene = new Scene();
    scene.connects(ANNA);
    scene.leg.says.failed("WebRTC connection failed");
    expect(scene.connection.phase.value).toMatchObject({ because: "line" });
  });

  it("waits a little longer before each try", async () => {
    const scene = new Scene({ renewPass: async () => pass() });
    for (const [tries, wait] of WAITS_MS.entries()) {
      scene.leg.says.failed("502 Bad Gateway");
      await scene.clock.move(wait - 1);
      expect(scene.legs).toHaveLength(tries + 1);
      await scene.clock.move(1);
      expect(scene.legs).toHaveLength(tries + 2);
    }
  });

  it("begins with short waits again after it has been in", async () => {
    const scene = new Scene();
    scene.leg.says.failed("502 Bad Gateway");
    await scene.clock.move(WAITS_MS[0]);
    scene.leg.says.failed("502 Bad Gateway");
    await scene.clock.move(WAITS_MS[1]);
    scene.connects(ANNA);
    scene.leg.says.failed("Media node disconnected");
    await scene.clock.move(WAITS_MS[0]);
    expect(scene.legs).toHaveLength(4);
  });

  it("dials only when the old leg has said goodbye, but does not wait for ever", async () => {
    const scene = new Scene();
    scene.connects(ANNA);
    scene.goodbye = new Promise(() => {});
    scene.leg.says.failed("Media node disconnected");
    await scene.clock.move(4_000);
    expect(scene.legs).toHaveLength(1);
    await scene.clock.move(2_000);
    expect(scene.legs).toHaveLength(2);
  });

  it("does not listen to a leg that it has given up", async () => {
    const scene = new Scene();
    const old = scene.leg;
    old.says.failed("Invalid token");
    await scene.clock.move(1_000);
    old.says.connected();
    old.says.people([ANNA]);
    old.says.failed("API initiated conference termination");
    expect(scene.at).toBe("reconnecting");
    expect(scene.told).toEqual([]);
  });

  it("tries at once when the device wakes up", async () => {
    const scene = new Scene();
    for (let tries = 0; tries < WAITS_MS.length; tries += 1) {
      scene.leg.says.failed("502 Bad Gateway");
      await scene.clock.move(15_000);
    }
    scene.leg.says.failed("502 Bad Gateway");
    const before = scene.legs.length;
    scene.connection.wake();
    await settle();
    expect(scene.legs).toHaveLength(before + 1);
    scene.connection.wake();
    await scene.clock.move(14_000);
    expect(scene.legs).toHaveLength(before + 1);
  });

  it("asks at once whether it is still known when media stops", () => {
    const scene = new Scene();
    scene.connects(ANNA);
    scene.leg.says.stalled();
    expect(scene.leg.checks).toBe(1);
  });

  it("only looks at a call that seems to work when the device wakes up", () => {
    const scene = new Scene();
    scene.connects(ANNA);
    scene.connection.wake();
    expect(scene.legs).toHaveLength(1);
    expect(scene.leg.checks).toBe(1);
  });
});

describe("a Pass that is spent", () => {
  it("is renewed, and the next try uses the fresh one", async () => {
    const scene = new Scene();
    scene.renewed = async () => pass("v-two");
    scene.leg.says.failed("Neither conference nor gateway found");
    await scene.clock.move(1_000);
    expect(scene.leg.pass.alias).toBe("v-two");
  });

  it("ends the call when the admission is over", async () => {
    const scene = new Scene();
    scene.connects(ANNA);
    scene.renewed = async () => null;
    scene.leg.says.failed("Neither conference nor gateway found");
    await scene.clock.move(1_000);
    expect(scene.connection.phase.value).toEqual({ at: "left", why: "ended" });
    expect(scene.told).toEqual(["entered", "renew", "left ended"]);
  });

  it("is asked for after some tries, so that a closed admission is not knocked at for ever", async () => {
    const scene = new Scene();
    scene.renewed = async () => null;
    for (let tries = 0; tries < ASK_FROM_TRY; tries += 1) {
      expect(scene.at).not.toBe("left");
      scene.leg.says.failed("503 Service Unavailable");
      await scene.clock.move(15_000);
    }
    expect(scene.at).toBe("left");
  });

  it("is used again when nobody answers", async () => {
    const scene = new Scene();
    scene.renewed = () => Promise.reject(new Error("no line"));
    scene.leg.says.failed("Neither conference nor gateway found");
    await scene.clock.move(1_000);
    expect(scene.legs).toHaveLength(2);
    scene.renewed = () => new Promise(() => {});
    scene.leg.says.failed("Neither conference nor gateway found");
    await scene.clock.move(10_000);
    expect(scene.legs).toHaveLength(3);
  });

  it("is still renewed when the device wakes up before the next try", async () => {
    const scene = new Scene();
    scene.renewed = async () => null;
    scene.leg.says.failed("Invalid PIN");
    scene.connection.wake();
    await settle();
    expect(scene.told).toEqual(["renew", "left ended"]);
  });
});

describe("the end", () => {
  it("is the person's own: the leg is hung up and it is told once", async () => {
    const scene = new Scene();
    scene.connects(ANNA);
    scene.connection.leave();
    scene.connection.leave();
    await scene.clock.move(60_000);
    expect(scene.leg.hungUp).toBe("leaving");
    expect(scene.legs).toHaveLength(1);
    expect(scene.told).toEqual(["entered", "left left"]);
  });

  it("is the clinic's: nobody tries to come back", async () => {
    const scene = new Scene();
    scene.connects(ANNA);
    scene.leg.says.failed("API initiated conference termination");
    await scene.clock.move(60_000);
    expect(scene.legs).toHaveLength(1);
    expect(scene.told).toEqual(["entered", "left ended"]);
  });

  it("is another window's when the same person came in there: the two do not push each other out", async () => {
    const scene = new Scene();
    scene.connects(ANNA);
    scene.leg.says.failed("Call disconnected");
    await scene.clock.move(60_000);
    expect(scene.legs).toHaveLength(1);
    expect(scene.told).toEqual(["entered", "left replaced"]);
  });

  it("tells nobody when the page puts the call away", () => {
    const scene = new Scene();
    scene.connects(ANNA);
    scene.connection.abandon();
    expect(scene.leg.hungUp).toBe("leaving");
    expect(scene.told).toEqual(["entered"]);
  });

  it("can be chosen while a fresh Pass is on its way: nobody goes in with it then", async () => {
    const scene = new Scene();
    let answer: (given: ReturnType<typeof pass>) => void = () => {};
    scene.renewed = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    scene.leg.says.failed("Invalid PIN");
    await scene.clock.move(1_000);
    scene.connection.leave();
    answer(pass("v-two"));
    await settle();
    expect(scene.told).toEqual(["renew", "left left"]);
    expect(scene.legs).toHaveLength(1);
  });

  it("is said at once when the page goes away, and undone when the page comes back", async () => {
    const scene = new Scene();
    scene.connects(ANNA);
    scene.connection.vanish();
    expect(scene.leg.hungUp).toBe("closing");
    await scene.clock.move(60_000);
    expect(scene.legs).toHaveLength(1);
    scene.connection.wake();
    await settle();
    scene.connects(ANNA);
    expect(scene.at).toBe("together");
    expect(scene.told).toEqual(["entered"]);
  });
});

describe("being sent on", () => {
  it("comes in with the token when the old leg has said goodbye, and nobody is told of it", async () => {
    const scene = new Scene();
    scene.connects(ANNA);
    let goodbye = () => {};
    scene.goodbye = new Promise((done) => {
      goodbye = done;
    });
    scene.leg.says.moved("v-two", "once");
    await settle();
    expect(scene.legs).toHaveLength(1);
    expect(scene.legs[0]?.hungUp).toBe("leaving");
    goodbye();
    await settle();
    expect(scene.legs).toHaveLength(2);
    expect([scene.leg.pass.alias, scene.leg.token]).toEqual(["v-two", "once"]);
    expect(scene.at).toBe("together");
    scene.connects(ANNA);
    expect(scene.at).toBe("together");
    expect(scene.told).toEqual(["entered"]);
  });

  it("comes in with the Pass when the token does not work", async () => {
    const scene = new Scene();
    scene.connects(ANNA);
    scene.leg.says.moved("v-two", "once");
    await settle();
    scene.leg.says.failed("Out of transcoding resource");
    await scene.clock.move(1_000);
    expect([scene.leg.pass.alias, scene.leg.token]).toEqual(["v-one", undefined]);
  });

  it("does not come back when the person leaves on the way", async () => {
    const scene = new Scene();
    scene.connects(ANNA);
    scene.leg.says.moved("v-two", "once");
    scene.connection.leave();
    await scene.clock.move(60_000);
    expect(scene.legs).toHaveLength(1);
    expect(scene.at).toBe("left");
  });
});

describe("a path from browser to browser", () => {
  it("is given up for the conference's own when it is blocked, for the rest of the call", async () => {
    const scene = new Scene({}, { ...pass(), direct_media: true });
    expect(scene.leg.pass.direct_media).toBe(true);
    scene.leg.says.admitted();
    await scene.clock.move(MEDIA_MS + 1_000);
    expect(scene.leg.pass.direct_media).toBe(false);
    scene.connects(ANNA);
    scene.leg.says.failed("Could not reconnect to the meeting");
    await scene.clock.move(1_000);
    expect(scene.leg.pass.direct_media).toBe(false);
  });

  it("is tried again after the line itself was lost", async () => {
    const scene = new Scene({}, { ...pass(), direct_media: true });
    scene.connects(ANNA);
    scene.leg.says.failed("Could not reconnect to the meeting");
    await scene.clock.move(1_000);
    expect(scene.leg.pass.direct_media).toBe(true);
  });
});

describe("what is sent and heard", () => {
  it("sends what has changed on the leg of now", () => {
    const scene = new Scene();
    scene.connects(ANNA);
    scene.media = { ...scene.media, sending: { camera: false, microphone: true } };
    scene.connection.resend();
    expect(scene.leg.sent.map((media) => media.sending.camera)).toEqual([true, false]);
  });

  it("says that the line is weak only when it has been so for a while, and forgets it with the leg", async () => {
    const scene = new Scene();
    scene.connects(ANNA);
    for (let second = 0; second < 12; second += 1)
      scene.leg.says.numbers({ at_ms: second * 1_000, rtt_s: 0.4 });
    expect(scene.connection.line.value).toEqual({ grade: "weak", cause: "net-delay" });
    scene.leg.says.failed("Media node disconnected");
    expect(scene.connection.line.value.grade).toBe("good");
  });

  it("minds how the others' picture comes only where there is one", () => {
    const looks = (scene: Scene) => {
      for (let second = 0; second < 12; second += 1)
        scene.leg.says.numbers({ at_ms: second * 1_000, shownFps: 2 });
      return scene.connection.line.value;
    };
    const [seen, unseen] = [new Scene(), new Scene()];
    seen.connects(ANNA);
    unseen.connects({ ...ANNA, camera: false });
    expect(looks(seen)).toEqual({ grade: "weak", cause: "net-slow-down" });
    expect(looks(unseen).grade).toBe("good");
  });
});
