// The party of the chosen visit: who is here, and for those let in what they were told, saw and did, with the times.
import { useTexts } from "../texts";
import { Button, Chip, Icon } from "../ui";
import type { Card, CardGuest } from "../wire.gen";
import { treats } from "./acts";
import { PRESENCE_TONES, ROLE_ICONS } from "./card";
import { CheckFound } from "./checksign";
import { canFollow } from "./party";
import { DialInSaid, onPhone, PhoneActs, PhoneChip } from "./phone";
import { notReached, pending, receipts } from "./receipts";
import * as sentences from "./sentences";
import { useShift } from "./shift";
import { useTextSaid } from "./unreached";

export function Party({ card }: { readonly card: Card }) {
  const { t } = useTexts();
  const { asking, board } = useShift();
  const places = board.value?.head.call_places ?? 2;
  const over = card.ended !== null;
  const waitsOutside =
    card.admission !== null &&
    card.guests.some(
      (guest) => !guest.called && guest.presence !== "left" && guest.presence !== "invited",
    );
  return (
    <section class="box" aria-labelledby="party-title">
      <h3 id="party-title" class="box-title">
        {t("chosen-party")}
      </h3>
      <ul role="list" class="party">
        {card.guests.map((guest) => (
          <Guest
            key={guest.guest}
            card={card}
            guest={guest}
            follows={canFollow(card, places).includes(guest)}
          />
        ))}
      </ul>
      {waitsOutside && canFollow(card, places).length === 0 && (
        <p class="muted">{t("party-full")}</p>
      )}
      {!over && (
        <Button
          size="small"
          icon="plus"
          onPress={() => {
            asking.value = { kind: "invite", visit: card.visit };
          }}
        >
          {t("act-invite")}
        </Button>
      )}
    </section>
  );
}

interface GuestProps {
  readonly card: Card;
  readonly guest: CardGuest;
  /** The running call has a place for this one. */
  readonly follows: boolean;
}

function Guest({ card, guest, follows }: GuestProps) {
  const texts = useTexts();
  const { t, locale } = texts;
  const { asking, ask, flights, me } = useShift();
  const name = sentences.nameOf(texts, guest);
  const over = card.ended !== null;
  return (
    <li class="member">
      <p class="member-who">
        <Icon name={ROLE_ICONS[guest.role]} />
        <span>
          {t(`role-${guest.role}`)}
          {guest.role === "interpreter" &&
            guest.language !== "da" &&
            `, ${sentences.languageName(locale, guest.language)}`}
        </span>
        <b class="member-name">{name}</b>
      </p>
      <div class="member-state">
        {!over && onPhone(guest) !== "inside" && (
          <Chip
            tone={PRESENCE_TONES[guest.presence]}
            icon={guest.presence === "connected" ? "dot" : "half"}
          >
            {sentences.presence(texts, guest)}
          </Chip>
        )}
        {guest.ready && card.stage === "waiting" && (
          <Chip tone="success" icon="check">
            {t("card-ready")}
          </Chip>
        )}
        <PhoneChip guest={guest} />
        <DialInSaid guest={guest} />
        {!over && <CheckFound guest={guest} />}
        {guest.called && <Receipts card={card} guest={guest} />}
      </div>
      {!over && (
        <div class="member-acts">
          {follows && treats(me.value) && (
            <Button
              kind="primary"
              size="small"
              busy={flights.value.has(card.visit)}
              onPress={() =>
                void ask({ type: "AdmitGuest", visit: card.visit, guest: guest.guest })
              }
            >
              {t("follow-go", { name })}
            </Button>
          )}
          <PhoneActs card={card} guest={guest} />
          <Button
            kind="quiet"
            size="small"
            icon="link"
            onPress={() => {
              asking.value = { kind: "link", visit: card.visit, guest: guest.guest };
            }}
          >
            {t("act-link")}
            <span class="only-read"> {name}</span>
          </Button>
        </div>
      )}
    </li>
  );
}

/** What has happened so far, and what has not yet. */
function Receipts({ card, guest }: { readonly card: Card; readonly guest: CardGuest }) {
  const texts = useTexts();
  const next = pending(guest);
  const text = useTextSaid(guest);
  return (
    <ol role="list" class="receipts">
      {receipts(guest).map((each) => (
        <li key={each.step} class={`receipt receipt-${each.step}`}>
          <Icon name={each.step === "again" ? "bell" : "check"} />
          {sentences.receipt(texts, each)}
        </li>
      ))}
      {text && (
        <li class={`receipt receipt-text-${guest.text}`}>
          <Icon name={guest.text === "sent" ? "check" : "warning"} />
          {text}
        </li>
      )}
      {notReached(card).includes(guest) && (
        <li class="receipt receipt-missed">
          <Icon name="warning" />
          <b>{texts.t("state-unreached")}</b>
        </li>
      )}
      {next && (
        <li class="receipt receipt-next">
          <Icon name="clock" />
          {texts.t(`pending-${next}`)}
        </li>
      )}
    </ol>
  );
}
