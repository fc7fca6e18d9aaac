// The one sentence in the middle of a call: what is happening, when it is not simply going on. Pure.
import type { Key } from "../texts";
import type { Carrying, Phase, Reconnecting } from "./connection";
import type { Person, Room, Self } from "./leg";
import type { Way } from "./ways";

/** `name` is who it is about, empty for those who are expected. */
export interface Status {
  readonly title: Key;
  readonly more: Key;
  readonly name: string;
  /** Whether the person can do something: try now. */
  readonly canTry: boolean;
}

/** From this try on the waits are long enough to cut short. */
const TRY_FROM = 2;
/** From this try on it is the person's own network, as likely as not. */
const LONG_FROM = 3;

/** What else the sentence depends on. */
export interface Circumstances {
  readonly way: Way;
  readonly carrying: Carrying;
  readonly room: Pick<Room, "locked">;
  readonly self: Pick<Self, "waits">;
}

/** Null while the call simply goes on, and when it is over. */
export function status(
  phase: Phase,
  people: readonly Person[],
  around: Circumstances,
): Status | null {
  switch (phase.at) {
    case "joining":
      return say("incall-joining", "incall-joining-more");
    case "alone":
      if (around.self.waits && around.room.locked)
        return say("incall-locked-out", "incall-locked-out-more");
      return alone(phase.met, people);
    case "together":
      return unseen(
        people.filter((person) => person.here),
        around,
      );
    case "reconnecting":
      return lost(phase);
    case "left":
      return null;
  }
}

function say(title: Key, more: Key, name = "", canTry = false): Status {
  return { title, more, name, canTry };
}

function alone(met: boolean, people: readonly Person[]): Status {
  const outside = people.find((person) => person.waits);
  const coming = people.find((person) => !person.waits);
  if (coming && met) return say("incall-returning", "incall-returning-more", coming.name);
  if (coming) return say("incall-coming", "incall-coming-more", coming.name);
  if (outside) return say("incall-outside", "incall-outside-more", outside.name);
  return met
    ? say("incall-alone-again", "incall-alone-again-more")
    : say("incall-alone", "incall-alone-more");
}

function unseen(here: readonly Person[], { way, carrying }: Circumstances): Status | null {
  const [first] = here;
  // Who is only seen has the own picture to look at.
  if (!first || way === "send-only") return null;
  if (way === "sound") return say("incall-talking", "incall-talking-sound", first.name);
  if (carrying === "sound") return say("incall-talking", "incall-talking-narrow", first.name);
  if (here.some((person) => person.camera)) return null;
  if (way === "receive-only") return say("incall-no-picture", "incall-no-picture-yet", first.name);
  if (here.every((person) => person.by !== "video"))
    return say("incall-talking", "incall-talking-theirs", first.name);
  return say("incall-no-picture", "incall-no-picture-more", first.name);
}

function lost({ because, tries, entered }: Reconnecting): Status {
  const long = because === "line" && tries >= LONG_FROM;
  const title =
    because === "line" && !entered
      ? "incall-because-first"
      : (`incall-because-${because}` as const);
  const more = long ? "incall-because-line-long" : (`incall-because-${because}-more` as const);
  return say(title, more, "", tries >= TRY_FROM);
}
