// Beginning a conversation by telephone with somebody who has no page: behind one press more, and asked once more.
import { useTexts } from "../texts";
import { Button, Dialog } from "../ui";
import type { Card, CardGuest, Head } from "../wire.gen";
import { treats } from "./acts";
import { useClose } from "./asking";
import * as sentences from "./sentences";
import { useShift } from "./shift";

/** One way to begin by telephone: we ring them up, or they call in. */
export interface PhoneWay {
  readonly guest: CardGuest;
  readonly ring: boolean;
}

/** With whom a call can be opened by telephone: somebody with a number, while nobody is let in. */
export function phoneWays(
  { stage, guests }: Card,
  { rings, calls_in }: Pick<Head, "rings" | "calls_in">,
): PhoneWay[] {
  if (stage !== "waiting" && stage !== "expected") return [];
  return guests
    .filter(({ phone_number }) => phone_number !== "")
    .flatMap((guest) => [
      ...(rings ? [{ guest, ring: true }] : []),
      ...(calls_in ? [{ guest, ring: false }] : []),
    ]);
}

/** The ways by telephone that this colleague has now; none for who opens no conversations. */
export function usePhoneWays(card: Card): PhoneWay[] {
  const { board, me } = useShift();
  const head = board.value?.head;
  return head && treats(me.value) ? phoneWays(card, head) : [];
}

export function PhoneWays({ card, busy }: { readonly card: Card; readonly busy: boolean }) {
  const texts = useTexts();
  const { asking } = useShift();
  return usePhoneWays(card).map(({ guest, ring }) => (
    <div key={`${guest.guest}-${ring}`} class="admit-way">
      <Button
        wide
        icon="phone"
        busy={busy}
        onPress={() => {
          asking.value = { kind: "by-phone", visit: card.visit, guest: guest.guest, ring };
        }}
      >
        {texts.t(ring ? "by-phone-ring" : "by-phone-call-in")}
      </Button>
      <p class="muted">{reached(texts, guest)}</p>
    </div>
  ));
}

interface QuestionProps {
  readonly visit: string;
  readonly guest: string;
  readonly ring: boolean;
}

export function ByPhoneQuestion({ visit, guest, ring }: QuestionProps) {
  const texts = useTexts();
  const { t } = texts;
  const { board, openByPhone } = useShift();
  const close = useClose();
  const card = board.value?.cards.get(visit);
  const person = card?.guests.find((each) => each.guest === guest);
  return (
    <Dialog
      title={t(ring ? "by-phone-ring-title" : "by-phone-call-in-title", {
        name: person ? sentences.nameOf(texts, person) : t("card-no-name"),
      })}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t("cancel")}</Button>
          <Button
            kind="go"
            icon="phone"
            busy={!card}
            onPress={() => {
              close();
              if (!card) return;
              const seen = card.revision;
              void openByPhone({ type: "AdmitByPhone", visit, guest, ring, seen });
            }}
          >
            {t(ring ? "by-phone-ring" : "by-phone-call-in")}
          </Button>
        </>
      }
    >
      {person && <p>{reached(texts, person)}</p>}
      <p>{t(ring ? "by-phone-ring-more" : "by-phone-call-in-more")}</p>
    </Dialog>
  );
}

/** Who, and on which number: the wrong one is not to be rung. */
function reached(texts: ReturnType<typeof useTexts>, guest: CardGuest): string {
  return `${sentences.nameOf(texts, guest)}, ${guest.phone_number}`;
}
