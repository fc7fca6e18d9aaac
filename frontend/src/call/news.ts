// What a screen reader is told when something in a call changes: each change once. Pure.
import type { Args, Key } from "../texts";
import type { Urgency } from "../ui";
import type { Source } from "./devices";
import type { Person } from "./leg";
import type { Line } from "./quality";
import type { Status } from "./status";
import { troubles } from "./troubles";

/** All that can be told about a call at one moment. */
export interface Sight {
  readonly at: string;
  readonly status: Status | null;
  readonly people: readonly Person[];
  readonly line: Line;
  readonly camera: Source;
  readonly microphone: Source;
  readonly blocked: boolean;
}

export interface Said {
  readonly key: Key;
  readonly args: Args;
}

/** What is new, in the order in which it is said. */
export function news(before: Sight, now: Sight): readonly Said[] {
  return [
    ...back(before, now),
    ...middle(before, now),
    ...coming(before, now),
    ...line(before, now),
    ...trouble(before, now),
    ...(now.blocked && !before.blocked ? [say("incall-no-sound")] : []),
  ];
}

/** A lost connection interrupts; everything else waits its turn. */
export function urgency(now: Sight): Urgency {
  return now.at === "reconnecting" ? "assertive" : "polite";
}

function say(key: Key, name = ""): Said {
  return { key, args: { name } };
}

function back(before: Sight, now: Sight): Said[] {
  const returned = before.at === "reconnecting" && (now.at === "alone" || now.at === "together");
  return returned ? [say("incall-said-back")] : [];
}

function middle({ status: before }: Sight, { status: now }: Sight): Said[] {
  if (!now || (before?.title === now.title && before.more === now.more)) return [];
  const title = before?.title === now.title ? [] : [say(now.title, now.name)];
  return [...title, say(now.more, now.name)];
}

function coming(before: Sight, now: Sight): Said[] {
  // While the connection is lost nothing is known about the others.
  if (now.at === "reconnecting" || now.at === "left") return [];
  const known = new Map(before.people.map((person) => [person.key, person]));
  const changes = now.people.flatMap((person) => change(known.get(person.key), person, now));
  const here = new Set(now.people.map((person) => person.key));
  const gone = before.people.filter((person) => person.here && !here.has(person.key));
  // When the last one goes, the sentence in the middle has said it.
  return now.at === "alone"
    ? changes
    : [...changes, ...gone.map((person) => say("incall-said-gone", person.name))];
}

function change(old: Person | undefined, person: Person, now: Sight): Said[] {
  if (!person.here) return [];
  if (!old?.here) return [say("incall-said-here", person.name)];
  const said: Said[] = [];
  const inTheMiddle = now.status?.title === "incall-no-picture";
  if (old.camera !== person.camera && !inTheMiddle)
    said.push(say(person.camera ? "incall-said-shown" : "incall-said-hidden", person.name));
  if (old.microphone !== person.microphone)
    said.push(say(person.microphone ? "incall-said-heard" : "incall-said-silent", person.name));
  return said;
}

function line(before: Sight, now: Sight): Said[] {
  if (before.line === now.line || now.at === "reconnecting") return [];
  if (now.line === "good") return before.at === "reconnecting" ? [] : [say("incall-said-good")];
  if (now.line === "weak") return [say("incall-weak")];
  return [say(now.camera.at === "on" ? "incall-bad" : "incall-bad-without")];
}

function trouble(before: Sight, now: Sight): Said[] {
  const known = troubles(before.camera, before.microphone).map((told) => told.subject + told.why);
  return troubles(now.camera, now.microphone)
    .filter(({ subject, why }) => !known.includes(subject + why))
    .flatMap(({ subject, why }) => [
      say(`incall-${subject}-${why}`),
      say(`incall-${subject}-${why}-more`),
    ]);
}
