// Who is in a call and who is expected, as one list; pure.
import type { Phase } from "./connection";
import type { By, Person } from "./leg";
import type { Other, OtherRole } from "./types";

/**
 * Where somebody is.
 *
 * `here`: can be seen or heard. `coming`: on the way in. `away`: was here, and has lost the
 * connection. `outside`: waits at a locked door. `expected`: not in the call.
 */
export type Whereabouts = "here" | "coming" | "away" | "outside" | "expected";

export interface Listed {
  readonly key: string;
  /** Empty when only the role is known. */
  readonly name: string;
  /** Null when nobody has said who it is. */
  readonly role: OtherRole | null;
  readonly where: Whereabouts;
  readonly by: By;
  readonly camera: boolean;
  readonly microphone: boolean;
  readonly presenting: boolean;
  /** As the conference knows them; null for those who are not in it. */
  readonly person: Person | null;
}

/** Those of the conference first, then those who are expected. */
export function roster(
  people: readonly Person[],
  others: readonly Other[],
  phase: Phase,
): readonly Listed[] {
  const left = [...others];
  // Who has been here and is not any more is not on the way in.
  const met = phase.at === "together" || (phase.at === "alone" && phase.met);
  const inside = people.map((person) => listed(person, taken(left, person), met));
  // Once inside we know better than the page who is here.
  const believed = phase.at === "joining";
  // Whoever the page knows inside by the role alone is one of those the conference knows by name.
  const rest = left.filter(({ name, here }) => believed || name !== "" || !here);
  return [...inside, ...rest.map((other, index) => expected(other, index, believed))];
}

function taken(left: Other[], person: Person): Other | null {
  const side = (other: Other) => (other.role === "staff") === person.host;
  const named = left.findIndex((other) => other.name !== "" && other.name === person.name);
  // Without a name there is only the side to go by.
  const at =
    named >= 0 || person.name ? named : left.findIndex((other) => !other.name && side(other));
  return at < 0 ? null : (left.splice(at, 1)[0] ?? null);
}

function listed(person: Person, known: Other | null, met: boolean): Listed {
  const { key, name, by, camera, microphone, presenting } = person;
  const role = known?.role ?? (person.host ? "staff" : null);
  return { key, name, role, where: where(person, met), by, camera, microphone, presenting, person };
}

function where({ here, waits }: Person, met: boolean): Whereabouts {
  if (waits) return "outside";
  if (here) return "here";
  return met ? "away" : "coming";
}

function expected({ name, role, here }: Other, index: number, believed: boolean): Listed {
  return {
    key: `expected-${index}-${role}-${name}`,
    name,
    role,
    where: here && believed ? "here" : "expected",
    by: "video",
    camera: true,
    microphone: true,
    presenting: false,
    person: null,
  };
}
