// What people and lists of people are called on the screen.
import type { Texts } from "../texts";
import type { Listed } from "./roster";
import type { Other } from "./types";

type Known = Pick<Listed, "name" | "role">;

/** The name, or who it is to the visit, or "den anden". */
export function calledIn({ t }: Texts, { name, role }: Known): string {
  if (name) return name;
  return role ? t(`incall-role-${role}`) : t("incall-somebody");
}

/** "Anna Test og Prøve Pedersen", or "den anden" when nobody is known. */
export function namesIn(texts: Texts, list: readonly (Known | Other)[]): string {
  const format = new Intl.ListFormat(texts.locale, { type: "conjunction" });
  const names = list.map((each, nth) => {
    const called = calledIn(texts, each);
    // A role in the middle of a sentence is a word like any other.
    return each.name || nth === 0 ? called : called.toLowerCase();
  });
  return names.length > 0 ? format.format(names) : texts.t("incall-somebody");
}

/** What is to be known about somebody besides the name, in few words; empty when all is as usual. */
export function stateIn({ t }: Texts, listed: Listed): string {
  const { where, by, camera, microphone, presenting } = listed;
  if (where !== "here") return t(`incall-where-${where}`);
  const states = [
    presenting && t("incall-state-presenting"),
    by === "phone" && t("incall-state-phone"),
    by === "sound" && t("incall-state-sound"),
    by === "video" && !camera && t("incall-state-hidden"),
    !microphone && t("incall-state-silent"),
  ];
  return states.filter(Boolean).join(", ");
}
