// The one sentence in the middle of a call: what is happening, when it is not simply going on. Pure.
import type { Key } from "../texts";
import type { Phase, Reconnecting } from "./connection";
import type { Person } from "./leg";

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

/** Null while the call simply goes on, and when it is over. */
export function status(phase: Phase, people: readonly Person[]): Status | null {
  switch (phase.at) {
    case "joining":
      return say("incall-joining", "incall-joining-more");
    case "alone":
      return alone(phase.met, people);
    case "together":
      return unseen(people.filter((person) => person.here));
    case "reconnecting":
      return lost(phase);
    case "left":
      return null;
  }
}

/** The names of those who are here, or else of those who are expected. */
export function company(people: readonly Person[], others: readonly string[]): readonly string[] {
  const here = people.map((person) => person.name).filter(Boolean);
  return here.length > 0 ? here : others;
}

function say(title: Key, more: Key, name = "", canTry = false): Status {
  return { title, more, name, canTry };
}

function alone(met: boolean, people: readonly Person[]): Status {
  const coming = people[0];
  if (coming && met) return say("incall-returning", "incall-returning-more", coming.name);
  if (coming) return say("incall-coming", "incall-coming-more", coming.name);
  return met
    ? say("incall-alone-again", "incall-alone-again-more")
    : say("incall-alone", "incall-alone-more");
}

function unseen(here: readonly Person[]): Status | null {
  const [first] = here;
  if (!first || here.some((person) => person.camera)) return null;
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
