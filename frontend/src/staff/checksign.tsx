// The pre-check as a sign with words: on the card, at each of the party, and before letting in.
import { type Texts, useTexts } from "../texts";
import { Alert, Button, Chip, type ChipProps, type IconName } from "../ui";
import type { Card, CardGuest, LastCheck, Outcome } from "../wire.gen";
import { admitCommand, goingIn } from "./acts";
import { PhoneWays, usePhoneWays } from "./byphone";
import { current, type Found, hindrance, worst } from "./checked";
import { principal } from "./party";
import { PhoneLink } from "./phone";
import * as sentences from "./sentences";
import { useShift } from "./shift";

const TONES: Readonly<Record<Outcome, NonNullable<ChipProps["tone"]>>> = {
  good: "success",
  usable: "warning",
  "sound-only": "warning",
  unusable: "error",
};

const ICONS: Readonly<Record<Outcome, IconName>> = {
  good: "check",
  usable: "warning",
  "sound-only": "speaker",
  unusable: "warning",
};

/** The shelves on which a call is still to come. */
const AHEAD: readonly Card["shelf"][] = ["line", "expected", "parked"];

/** The worst of the party, in one chip: "Kun lyd: intet kamera, testet for 4 min siden". */
export function CheckSign({ card }: { readonly card: Card }) {
  const texts = useTexts();
  const { now } = useShift();
  const found = AHEAD.includes(card.shelf) ? worst(card, card.guests, now.value) : null;
  if (found === null) return null;
  const { check, guest } = found;
  return (
    <CheckChip check={check}>
      {guest !== principal(card) && `${texts.t(`role-${guest.role}`)} · `}
      {sentences.checked(texts, check)}, {sentences.checkedAgo(texts, check, now.value)}
    </CheckChip>
  );
}

export function CheckChip({
  check: { outcome },
  children,
}: {
  readonly check: Pick<LastCheck, "outcome">;
  readonly children: ChipProps["children"];
}) {
  return (
    <Chip tone={TONES[outcome]} icon={ICONS[outcome]}>
      {children}
    </Chip>
  );
}

/** What was found with one guest, all causes in words. */
export function CheckFound({ guest }: { readonly guest: CardGuest }) {
  const texts = useTexts();
  const { now } = useShift();
  const check = current(guest, now.value);
  if (check === null) return null;
  return (
    <p class="member-check">
      <CheckChip check={check}>{texts.t(`check-${check.outcome}`)}</CheckChip>{" "}
      <span class="muted">
        {[...sentences.causes(texts, check), sentences.checkedAgo(texts, check, now.value)].join(
          ", ",
        )}
      </span>
    </p>
  );
}

/** What hinders a video call with those who would go in now, as their pre-checks say. */
export function useHindered(card: Card): Found | null {
  const { board, now, picked } = useShift();
  const places = board.value?.head.call_places ?? 2;
  const found = worst(card, goingIn(card, picked.value, places), now.value);
  return hindrance(found) ? found : null;
}

/** By this name the button beside it is explained to a screen reader. */
export const HINDERED = "admit-hindered";

interface HinderedProps {
  readonly card: Card;
  readonly found: Found;
  readonly busy: boolean;
}

/** What was found, and the other way in; it holds nobody back. */
export function Hindered({ card, found, busy }: HinderedProps) {
  const texts = useTexts();
  const { t } = texts;
  const { now } = useShift();
  const soundOnly = hindrance(found) === "sound-only";
  const who = found.guest === principal(card) ? "" : `${t(`role-${found.guest.role}`)} · `;
  return (
    <div class="admit-hindered" data-keep="hindered">
      <div id={HINDERED}>
        <Alert
          tone={soundOnly ? "warning" : "error"}
          title={who + (soundOnly ? sentences.checked(texts, found.check) : t("admit-unusable"))}
        >
          <p>{why(texts, found.check, now.value)}</p>
        </Alert>
      </div>
      {soundOnly ? (
        <SoundAlone card={card} busy={busy} />
      ) : (
        <Telephone card={card} guest={found.guest} busy={busy} />
      )}
    </div>
  );
}

/** What the title leaves out: all causes where it names none, and how long ago it was found. */
function why(texts: Texts, check: LastCheck, now: number): string {
  const causes = sentences.causes(texts, check);
  const rest = check.outcome === "sound-only" ? causes.slice(1) : causes;
  return sentences.capital([...rest, sentences.checkedAgo(texts, check, now)].join(", "), texts);
}

function SoundAlone({ card, busy }: Omit<HinderedProps, "found">) {
  const { t } = useTexts();
  const shift = useShift();
  return (
    <Button
      wide
      icon="speaker"
      busy={busy}
      onPress={() => void shift.ask(admitCommand(card, shift, "sound"))}
    >
      {t("admit-sound")}
    </Button>
  );
}

interface TelephoneProps {
  readonly card: Card;
  readonly guest: CardGuest;
  readonly busy: boolean;
}

/** Through the system where the queue has that, else the number for one's own telephone. */
function Telephone({ card, guest, busy }: TelephoneProps) {
  const ways = usePhoneWays(card);
  return ways.length > 0 ? <PhoneWays card={card} busy={busy} /> : <PhoneLink guest={guest} />;
}
