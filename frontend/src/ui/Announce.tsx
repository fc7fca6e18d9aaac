// What a screen reader is told: one place a page, one announcement a change.
import { type Signal, signal } from "@preact/signals";

export type Urgency = "polite" | "assertive";

/** Holds what is said now. `say` is called once for each change, never on every drawing. */
export interface Announcer {
  readonly polite: Signal<string>;
  readonly assertive: Signal<string>;
  say(text: string, urgency?: Urgency): void;
}

export function newAnnouncer(): Announcer {
  const polite = signal("");
  const assertive = signal("");
  return {
    polite,
    assertive,
    say(text, urgency = "polite") {
      const [said, other] = urgency === "polite" ? [polite, assertive] : [assertive, polite];
      other.value = "";
      // The same words twice are two announcements: a no-break space makes them a change.
      said.value = said.value === text ? `${text}\u00a0` : text;
    },
  };
}

/** Stands in the page from its first drawing to its last; regions that come and go are not heard. */
export function Announce({ from }: { readonly from: Announcer }) {
  return (
    <div class="only-read">
      <p aria-live="polite">{from.polite}</p>
      <p aria-live="assertive">{from.assertive}</p>
    </div>
  );
}
