// The strongest action of the chosen card: let in, go into the call, try again.
import { useTexts } from "../texts";
import { Button } from "../ui";
import type { Card } from "../wire.gen";
import { admitCommand, strongest, treats } from "./acts";
import { PhoneWays, usePhoneWays } from "./byphone";
import { type Hindrance, hindrance } from "./checked";
import { HINDERED, Hindered, useHindered } from "./checksign";
import { here } from "./party";
import { useShift } from "./shift";

/** The ways in besides two-way video. */
const MEDIA = ["one-way", "sound"] as const;

export function Admit({ card }: { readonly card: Card }) {
  const { t } = useTexts();
  const { me } = useShift();
  if (!treats(me.value)) {
    return strongest(card) && <p class="muted admit-not">{t("admit-secretary")}</p>;
  }
  return (
    <div class="admit" data-keep={card.stage === "waiting" ? "let-in" : "go-in"}>
      <MainButton card={card} />
    </div>
  );
}

function MainButton({ card }: { readonly card: Card }) {
  const { t } = useTexts();
  const { call } = useShift();
  if (card.stage === "expected") return <OnlyByPhone card={card} />;
  if (card.stage === "waiting" && here(card).length === 0) {
    return (
      <>
        <p class="muted">{t("admit-nobody")}</p>
        <OnlyByPhone card={card} />
      </>
    );
  }
  if (call.value?.visit === card.visit)
    return <p class="muted admit-inside">{t("enter-inside")}</p>;
  switch (strongest(card)) {
    case "admit":
      return <LetIn card={card} />;
    case "enter":
    case "wait":
      return <GoIn card={card} />;
    case "try-again":
      return <TryAgain card={card} />;
    case null:
      return null;
  }
}

/** Acting on what may be old is held back: the words above say why. */
function useHeld(): boolean {
  const { staleSince, contact } = useShift();
  return staleSince.value !== null || contact.value.kind === "over";
}

function LetIn({ card }: { readonly card: Card }) {
  const { t } = useTexts();
  const shift = useShift();
  const flight = shift.flights.value.get(card.visit);
  const held = useHeld() || shift.call.value !== null;
  const words = { none: "admit-go", sent: "admit-going", checking: "act-checking" } as const;
  const busy = flight !== undefined || held;
  const found = useHindered(card);
  const hindered = hindrance(found);
  return (
    <>
      <Button
        kind="go"
        size="big"
        icon="enter"
        class="admit-button"
        busy={busy}
        describedBy={hindered ? HINDERED : undefined}
        onPress={() => void shift.ask(admitCommand(card, shift))}
      >
        {t(hindered === "sound-only" && !flight ? "admit-anyway" : words[flight?.state ?? "none"])}
        {!flight && (
          <span class="key key-on" aria-hidden="true">
            Enter
          </span>
        )}
      </Button>
      {found && <Hindered card={card} found={found} busy={busy} />}
      <OtherWays card={card} busy={busy} hindered={hindered} />
    </>
  );
}

interface OtherWaysProps {
  readonly card: Card;
  readonly busy: boolean;
  /** Because of it one of these ways stands in sight already. */
  readonly hindered: Hindrance;
}

/** The rarer ways, behind one more press: the usual one stays one press away. */
function OtherWays({ card, busy, hindered }: OtherWaysProps) {
  const { t } = useTexts();
  const shift = useShift();
  return (
    <details class="admit-more">
      <summary>{t("admit-more")}</summary>
      {MEDIA.filter((media) => hindered !== "sound-only" || media !== "sound").map((media) => (
        <div key={media} class="admit-way">
          <Button
            wide
            icon={media === "sound" ? "speaker" : "eye"}
            busy={busy}
            onPress={() => void shift.ask(admitCommand(card, shift, media))}
          >
            {t(`admit-${media}`)}
          </Button>
          <p class="muted">{t(`admit-${media}-more`)}</p>
        </div>
      ))}
      {hindered !== "unusable" && <PhoneWays card={card} busy={busy} />}
    </details>
  );
}

/** Nobody has a page, but they may have a telephone. */
function OnlyByPhone({ card }: { readonly card: Card }) {
  const { t } = useTexts();
  const { call, flights } = useShift();
  const busy = flights.value.has(card.visit) || call.value !== null;
  const held = useHeld();
  if (usePhoneWays(card).length === 0) return null;
  return (
    <details class="admit-more">
      <summary>{t("by-phone-more")}</summary>
      <PhoneWays card={card} busy={busy || held} />
    </details>
  );
}

function GoIn({ card }: { readonly card: Card }) {
  const { t } = useTexts();
  const shift = useShift();
  const opening = shift.entering.value === card.visit;
  const preparing = card.admission?.conference === "preparing";
  const words = opening ? "enter-going" : preparing ? "enter-preparing" : "enter-go";
  return (
    <Button
      kind="go"
      size="big"
      icon={preparing ? "clock" : "camera"}
      class="admit-button"
      busy={opening || preparing || useHeld() || shift.call.value !== null}
      onPress={() => void shift.enter(card.visit)}
    >
      {t(words)}
    </Button>
  );
}

function TryAgain({ card }: { readonly card: Card }) {
  const { t } = useTexts();
  const { flights, ask } = useShift();
  return (
    <Button
      kind="primary"
      size="big"
      icon="flip"
      busy={flights.value.has(card.visit) || useHeld()}
      onPress={() => void ask({ type: "TryAgain", visit: card.visit })}
    >
      {t("act-try-again")}
    </Button>
  );
}
