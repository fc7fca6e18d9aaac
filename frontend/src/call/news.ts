// What a screen reader is told when something in a call changes: each change once. Pure.
import type { Args, Key } from "../texts";
import type { Urgency } from "../ui";
import type { Message } from "./chat";
import type { Carrying } from "./connection";
import type { Gone, Source } from "./devices";
import type { Person } from "./leg";
import type { Line } from "./quality";
import type { Sharing } from "./share";
import type { Status } from "./status";
import { troubles } from "./troubles";
import type { Way } from "./ways";

/** All that can be told about a call at one moment. */
export interface Sight {
  readonly at: string;
  readonly status: Status | null;
  readonly people: readonly Person[];
  readonly line: Line;
  readonly carrying: Carrying;
  readonly locked: boolean;
  /** Whether somebody has turned the own microphone off. */
  readonly silenced: boolean;
  readonly messages: readonly Message[];
  readonly sharing: Sharing;
  readonly gone: Gone | null;
  readonly camera: Source;
  readonly microphone: Source;
  readonly blocked: boolean;
}

export interface Said {
  readonly key: Key;
  readonly args: Args;
}

/** Whose call it is; what one cannot see or do is not told. */
export interface Whose {
  readonly audience: "guest" | "staff";
  readonly way: Way;
}

/** What is new, in the order in which it is said. */
export function news(before: Sight, now: Sight, whose: Whose): readonly Said[] {
  return [
    ...back(before, now),
    ...middle(before, now),
    ...coming(before, now),
    ...line(before, now, whose),
    ...narrow(before, now),
    ...trouble(before, now),
    ...vanished(before, now),
    ...(now.silenced && !before.silenced
      ? [say("incall-silenced"), say("incall-silenced-more")]
      : []),
    ...shared(before, now),
    ...door(before, now, whose),
    ...written(before, now),
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
  if (person.waits && !old?.waits) return [say("incall-waits", person.name)];
  if (!person.here) return [];
  if (!old?.here) return [say("incall-said-here", person.name)];
  const said: Said[] = [];
  const inTheMiddle =
    now.status?.title === "incall-no-picture" || now.status?.title === "incall-talking";
  if (old.presenting !== person.presenting)
    said.push(
      say(person.presenting ? "incall-said-presents" : "incall-said-presented", person.name),
    );
  if (old.camera !== person.camera && !inTheMiddle)
    said.push(say(person.camera ? "incall-said-shown" : "incall-said-hidden", person.name));
  if (old.microphone !== person.microphone)
    said.push(say(person.microphone ? "incall-said-heard" : "incall-said-silent", person.name));
  return said;
}

function line(before: Sight, now: Sight, { way }: Whose): Said[] {
  if (before.line === now.line || now.at === "reconnecting") return [];
  const { line } = now;
  if (line.grade === "good") return before.at === "reconnecting" ? [] : [say("incall-said-good")];
  const why = say(`incall-line-${line.cause}`);
  if (line.grade === "weak" || way === "send-only")
    return [why, say(`incall-line-${line.cause}-done`)];
  if (before.line.grade === "bad") return [why];
  const small = way === "sound" || now.carrying !== "all";
  return [say(small ? "incall-bad-sound" : "incall-bad"), why];
}

function narrow(before: Sight, now: Sight): Said[] {
  if (before.carrying === now.carrying) return [];
  if (now.carrying === "all") return [say("incall-said-picture")];
  return [say(now.carrying === "unsent" ? "incall-unsent" : "incall-narrow")];
}

function vanished({ gone: before }: Sight, { gone: now }: Sight): Said[] {
  return now && now !== before ? [say(`incall-gone-${now.kind}`)] : [];
}

const SHARING = {
  on: "incall-sharing-on",
  refused: "incall-sharing-refused",
  stopped: "incall-sharing-stopped",
  unable: "incall-sharing-unable",
} as const;

function shared({ sharing: before }: Sight, { sharing: now }: Sight): Said[] {
  if (before === now) return [];
  if (now === "off") return before === "on" ? [say("incall-said-unshared")] : [];
  return now === "choosing" || now === "starting" ? [] : [say(SHARING[now])];
}

function door(before: Sight, now: Sight, { audience }: Whose): Said[] {
  if (before.locked === now.locked || audience === "guest") return [];
  return [say(now.locked ? "incall-locked" : "incall-unlocked")];
}

function written(before: Sight, now: Sight): Said[] {
  const last = before.messages.at(-1)?.id ?? 0;
  return now.messages
    .filter(({ id, from }) => id > last && from !== null)
    .map(({ from, text }) => ({ key: "incall-said-written", args: { name: from ?? "", text } }));
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
