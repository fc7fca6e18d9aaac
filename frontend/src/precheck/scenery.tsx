// States of the panel from fixtures, for the gallery.
import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Asked, Own } from "./checking";
import { Result } from "./Result";
import { Running } from "./Running";
import type { Step } from "./run";
import type { Last } from "./Start";
import type { Cause, Numbers, Outcome, Queued, Verdict } from "./talk.gen";

/** 10.23 in Denmark, a Wednesday in November. */
const WHEN = Date.parse("2026-11-25T09:23:07Z");

export const LAST: Last = { outcome: "good", at: "2026-11-25T09:02:00Z" };

const NUMBERS: Numbers = {
  rtt_ms: 24,
  loss_up: 0,
  loss_down: 0.002,
  jitter_up_ms: 1.4,
  jitter_down_ms: 2.1,
  up_mbps: 9.4,
  down_mbps: 48,
  added_ms: 17,
  mos: 4.3,
};

export function verdictOf(
  outcome: Outcome,
  causes: readonly Cause[] = [],
  numbers: Partial<Numbers> = {},
): Verdict {
  return { outcome, causes, hindering: causes, numbers: { ...NUMBERS, ...numbers } };
}

export const GOOD = verdictOf("good");

const nothing = () => {};

export function judged(verdict: Verdict): ComponentChildren {
  return <Result verdict={verdict} when={WHEN} onAgain={nothing} />;
}

const OWN: Own = { stream: null, camera: "ok", microphone: "ok" };

export interface Scene {
  readonly own?: Own | null;
  readonly asked?: Asked;
  readonly queued?: Queued | "busy";
  readonly devices?: boolean;
}

export function running(step: Step, scene: Scene = {}): ComponentChildren {
  const { own = OWN, asked = "not-yet", queued = null, devices = true } = scene;
  return (
    <Running
      state={{ at: "running", step, queued }}
      own={devices ? own : null}
      level={signal(0.55)}
      asked={asked}
      ofTurn={true}
      devices={devices}
      onPlay={nothing}
      onAnswer={nothing}
      onStop={nothing}
    />
  );
}
