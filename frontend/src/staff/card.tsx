// One card: who, how long in colour and words, who is with them, and what stands in the way.
import { day, daysAhead, timeOfDay } from "../clock";
import { useTexts } from "../texts";
import { Chip, type ChipProps, Icon, type IconName } from "../ui";
import type { Card, CardGuest, Presence, Role } from "../wire.gen";
import { age, years } from "./age";
import { CheckSign } from "./checksign";
import { awaySince, principal } from "./party";
import { onPhone } from "./phone";
import { receipts } from "./receipts";
import * as sentences from "./sentences";
import { useShift } from "./shift";
import { StateChip } from "./state";

export const ROLE_ICONS: Readonly<Record<Role, IconName>> = {
  patient: "person",
  relative: "people",
  interpreter: "talk",
  colleague: "work",
};

export const PRESENCE_TONES: Readonly<Record<Presence, NonNullable<ChipProps["tone"]>>> = {
  connected: "success",
  away: "warning",
  parked: "warning",
  invited: "info",
  left: "plain",
};

interface CardsProps {
  readonly cards: readonly Card[];
  /** Places in line; nobody has one on the other shelves and in a search. */
  readonly places?: ReadonlyMap<string, number>;
}

/** A list of cards with one stop for the Tab key: the chosen card, or the first; arrows walk from there. */
export function Cards({ cards, places }: CardsProps) {
  const { chosen } = useShift();
  const stop = cards.find(({ visit }) => visit === chosen.value) ?? cards[0];
  return (
    <ol role="list" class="cards">
      {cards.map((card) => (
        <CardItem
          key={card.visit}
          card={card}
          place={places?.get(card.visit) ?? null}
          isStop={card === stop}
        />
      ))}
    </ol>
  );
}

interface CardProps {
  readonly card: Card;
  readonly place: number | null;
  readonly isStop: boolean;
}

function CardItem({ card, place, isStop }: CardProps) {
  const { t } = useTexts();
  const shift = useShift();
  const { chosen, choose, now, fresh } = shift;
  const isChosen = chosen.value === card.visit;
  const isNew = fresh.value.has(card.visit);
  const waited = card.shelf === "line" ? age(card.arrived_at, now.value) : null;
  const look = [
    "card",
    `card-${card.shelf}`,
    place === null && "card-unplaced",
    waited && `age-${waited.ageing}`,
    isChosen && "card-chosen",
    isNew && "card-new",
  ];
  return (
    <li class="card-item">
      <button
        type="button"
        class={look.filter(Boolean).join(" ")}
        tabIndex={isStop ? 0 : -1}
        data-visit={card.visit}
        data-keep={`card:${card.visit}`}
        aria-current={isChosen ? "true" : undefined}
        onClick={() => choose(card.visit)}
      >
        {place !== null && (
          <span class="card-place">
            <span class="only-read">{t("card-number", { number: "" })}</span>
            {place}
          </span>
        )}
        <span class="card-main">
          <Name card={card} isNew={isNew} />
          {waited && (
            <span class="bar" aria-hidden="true">
              <span class="bar-fill" style={{ "--share": waited.share }} />
            </span>
          )}
          <Chips card={card} />
          {card.admission && <Course card={card} />}
          {card.note && <span class="card-note">{card.note}</span>}
        </span>
        <Side card={card} />
      </button>
    </li>
  );
}

function Name({ card, isNew }: { readonly card: Card; readonly isNew: boolean }) {
  const texts = useTexts();
  const { now } = useShift();
  const old = years(principal(card)?.birth_year, now.value);
  return (
    <span class="card-name">
      <b>{sentences.titleOf(texts, card)}</b>
      {old !== null && <span class="card-years">, {texts.t("card-years", { years: old })}</span>}
      {isNew && <span class="card-fresh">{texts.t("card-new")}</span>}
    </span>
  );
}

/** The right edge: how long, or when, and who looks. */
function Side({ card }: { readonly card: Card }) {
  const texts = useTexts();
  const { t, locale } = texts;
  const { now, me } = useShift();
  const waited =
    card.shelf === "line" || card.shelf === "parked" ? age(card.arrived_at, now.value) : null;
  const looking = card.claim?.by === me.value.staff.id;
  return (
    <span class="card-side">
      {waited && (
        <span class="card-wait">
          <span class="only-read">, </span>
          {sentences.span(texts, waited.minutes)}
          {waited.ageing !== "fresh" && card.shelf === "line" && (
            <span class="card-ageing">{t(`card-ageing-${waited.ageing}`)}</span>
          )}
        </span>
      )}
      {card.shelf === "expected" && <span class="card-due">{due(texts, card, now.value)}</span>}
      {card.admission && <span class="card-due">{timeOfDay(card.admission.at, locale)}</span>}
      {card.claim && (
        <span class="card-claim">
          <Icon name="eye" />
          {looking ? t("card-looking-me") : t("card-looking", { name: card.claim.name })}
        </span>
      )}
    </span>
  );
}

/** When an expected visit is due: "kl. 10.42", with the day when it is not today. */
export function due({ t, locale }: ReturnType<typeof useTexts>, card: Card, now: number): string {
  if (card.due_at === null) return t("card-due-none");
  const time = timeOfDay(card.due_at, locale);
  if (daysAhead(card.due_at, now) !== 0)
    return t("card-due-day", { day: day(card.due_at, locale), time });
  return Date.parse(card.due_at) < now ? t("card-due-late", { time }) : t("card-due", { time });
}

function Chips({ card }: { readonly card: Card }) {
  const { t, locale } = useTexts();
  const away = card.shelf === "line" ? awaySince(card) : null;
  return (
    <span class="chips">
      <StateChip card={card} />
      {card.priority === 0 && card.shelf === "line" && (
        <Chip tone="info" icon="up">
          {t("card-moved-up")}
        </Chip>
      )}
      {card.admissions > 0 && card.shelf === "line" && (
        <Chip tone="info" icon="back">
          {t("card-put-back")}
        </Chip>
      )}
      {card.restored && card.ended === null && (
        <Chip tone="warning" icon="back">
          {t("card-restored")}
        </Chip>
      )}
      {card.came_from && card.ended === null && (
        <Chip tone="info" icon="enter">
          {t("card-came-from", { from: card.came_from })}
        </Chip>
      )}
      {away !== null && (
        <Chip tone="warning" icon="half">
          {t("card-away", { time: timeOfDay(away, locale) })}
        </Chip>
      )}
      {card.guests.map((guest) => (
        <GuestChip key={guest.guest} guest={guest} quiet={card.ended !== null || away !== null} />
      ))}
      <CheckSign card={card} />
    </span>
  );
}

/** For each who was let in what they have learned and done, with the times: "Fik besked 10.42 · Så det 10.42". */
function Course({ card }: { readonly card: Card }) {
  const texts = useTexts();
  const called = card.guests.filter((guest) => guest.called && receipts(guest).length > 0);
  return called.map((guest) => (
    <span key={guest.guest} class="card-course">
      <b>{texts.t(`role-${guest.role}`)}:</b>{" "}
      {receipts(guest)
        .map((each) => sentences.receipt(texts, each))
        .join(" · ")}
    </span>
  ));
}

interface GuestChipProps {
  readonly guest: CardGuest;
  /** The state is told already, for the whole party or for the visit. */
  readonly quiet: boolean;
}

function GuestChip({ guest, quiet }: GuestChipProps) {
  const { t, locale } = useTexts();
  const { role, presence, language } = guest;
  const phone = onPhone(guest);
  const foreign = language !== "" && language !== "da";
  const words = {
    away: "card-is-away",
    parked: "card-is-away",
    invited: "card-not-come",
    left: "card-left",
  } as const;
  const away = !quiet && presence !== "connected" ? t(words[presence]) : "";
  const state = phone === null ? away : t(`phone-${phone}`);
  const tone = phone === "inside" ? "success" : PRESENCE_TONES[presence];
  return (
    <Chip tone={quiet ? "plain" : tone} icon={phone === null ? ROLE_ICONS[role] : "phone"}>
      {t(`role-${role}`)}
      {foreign && `, ${sentences.languageName(locale, language)}`}
      {state && `: ${state}`}
      {guest.ready && !quiet && ` · ${t("card-ready")}`}
    </Chip>
  );
}
