// Taking part by telephone: the number to call oneself, ringing up by the system, and how that goes.
import { useTexts } from "../texts";
import { Button, Chip, type ChipProps, Icon } from "../ui";
import type { Card, CardGuest, Head, Phone } from "../wire.gen";
import { treats } from "./acts";
import * as sentences from "./sentences";
import { useShift } from "./shift";

/** The way of somebody on the telephone in a word; null for who is not. */
export type OnPhone = "ringing" | "awaited" | "inside" | "unanswered" | "hung-up" | null;

const OUTSIDE: Readonly<Record<Phone, NonNullable<OnPhone>>> = {
  rung: "ringing",
  "calls-in": "awaited",
  unanswered: "unanswered",
};

export function onPhone(guest: CardGuest): OnPhone {
  if (guest.phone === null) return null;
  if (guest.entered_at === null || guest.phone === "unanswered") return OUTSIDE[guest.phone];
  return guest.left_at === null ? "inside" : "hung-up";
}

/** Whom the system may ring up: somebody with a number who is not in the call and is not being rung. */
export function mayRing(card: Card, guest: CardGuest, { rings }: Pick<Head, "rings">): boolean {
  return rings && guest.phone_number !== "" && guest.phone !== "rung" && mayPhone(card, guest);
}

export function mayCallIn(
  card: Card,
  guest: CardGuest,
  { calls_in }: Pick<Head, "calls_in">,
): boolean {
  return calls_in && guest.phone !== "calls-in" && mayPhone(card, guest);
}

function mayPhone({ admission }: Card, { entered_at, left_at }: CardGuest): boolean {
  return admission !== null && (entered_at === null || left_at !== null);
}

const TONES: Readonly<Record<NonNullable<OnPhone>, NonNullable<ChipProps["tone"]>>> = {
  ringing: "info",
  awaited: "info",
  inside: "success",
  unanswered: "warning",
  "hung-up": "plain",
};

export function PhoneChip({ guest }: { readonly guest: CardGuest }) {
  const { t } = useTexts();
  const how = onPhone(guest);
  if (how === null) return null;
  return (
    <Chip tone={TONES[how]} icon="phone">
      {t(`phone-${how}`)}
    </Chip>
  );
}

/** What to read aloud to somebody who is to call in. */
export function DialInSaid({ guest }: { readonly guest: CardGuest }) {
  const { t } = useTexts();
  if (guest.dial_in === null || onPhone(guest) === "inside") return null;
  return <p class="dial-in">{t("phone-dial-in", { ...guest.dial_in })}</p>;
}

/** The number as a link, for a telephone or a headset beside the screen. */
export function PhoneLink({ guest }: { readonly guest: CardGuest }) {
  const texts = useTexts();
  const { phone_number } = guest;
  if (!phone_number) return null;
  const name = sentences.nameOf(texts, guest);
  return (
    <a class="phone-link" href={`tel:${phone_number.replace(/[^+\d]/g, "")}`}>
      <Icon name="phone" />
      {texts.t("phone-self", { name, number: phone_number })}
    </a>
  );
}

/** Let in by telephone: rung up by us, or calling in. */
export function PhoneActs({ card, guest }: { readonly card: Card; readonly guest: CardGuest }) {
  const texts = useTexts();
  const { t } = texts;
  const { ask, board, flights, me } = useShift();
  const head = board.value?.head;
  if (!head || !treats(me.value)) return null;
  const name = sentences.nameOf(texts, guest);
  const phone = (ring: boolean) =>
    void ask({ type: "AdmitByPhone", visit: card.visit, guest: guest.guest, ring });
  const busy = flights.value.has(card.visit);
  return (
    <>
      {mayRing(card, guest, head) && (
        <Button size="small" icon="phone" busy={busy} onPress={() => phone(true)}>
          {t(guest.phone === "unanswered" ? "phone-ring-again" : "phone-ring")}
          <span class="only-read"> {name}</span>
        </Button>
      )}
      {mayCallIn(card, guest, head) && (
        <Button size="small" icon="phone" busy={busy} onPress={() => phone(false)}>
          {t("phone-call-in")}
          <span class="only-read"> {name}</span>
        </Button>
      )}
    </>
  );
}
