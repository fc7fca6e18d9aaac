// Who is in the call and who is expected, always in view: name, who it is, and what is to be known.
import type { ReadonlySignal } from "@preact/signals";
import { useTexts } from "../texts";
import { Icon, type IconName } from "../ui";
import { calledIn, stateIn } from "./naming";
import type { Listed } from "./roster";

export function Chips({ list }: { readonly list: ReadonlySignal<readonly Listed[]> }) {
  const texts = useTexts();
  if (list.value.length === 0) return null;
  return (
    <ul class="call-people" role="list" aria-label={texts.t("incall-people")}>
      {list.value.map((listed) => (
        <li key={listed.key} class="call-chip" data-coming={listed.where !== "here"}>
          <Icon name={signOf(listed)} />
          <Words listed={listed} />
        </li>
      ))}
    </ul>
  );
}

/** "Anna Test, behandler (mikrofonen er slukket)". */
export function Words({ listed }: { readonly listed: Listed }) {
  const texts = useTexts();
  const state = stateIn(texts, listed);
  return (
    <span>
      {calledIn(texts, listed)}
      {listed.role && listed.name && (
        <span class="call-role">, {texts.t(`incall-role-${listed.role}`).toLowerCase()}</span>
      )}
      {state && <span class="call-state"> ({state})</span>}
    </span>
  );
}

export function signOf({ where, by, microphone, presenting }: Listed): IconName {
  if (where !== "here") return "clock";
  if (presenting) return "screen";
  if (!microphone) return "microphone-off";
  return by === "phone" ? "phone" : "person";
}
