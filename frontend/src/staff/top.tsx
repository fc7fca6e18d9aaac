// The top of the board: where I am, open or closed, how many wait and how long, and what concerns the whole queue.
import { minutesSince, timeOfDay } from "../clock";
import { useTexts } from "../texts";
import { Button, Icon } from "../ui";
import { ageing } from "./age";
import { places } from "./place";
import * as sentences from "./sentences";
import { useShift } from "./shift";

export function Top() {
  const { t } = useTexts();
  const shift = useShift();
  const { board, me, asking, deaf, ringOnce } = shift;
  return (
    <header class="top">
      <Where />
      {board.value && <Door open={board.value.head.open} />}
      {board.value && (
        <Figures waiting={board.value.head.waiting} since={board.value.head.longest_since} />
      )}
      <div class="top-acts">
        {deaf.value && !me.value.staff.muted && (
          <Button kind="quiet" icon="speaker-off" onPress={ringOnce}>
            {t("top-deaf")}
          </Button>
        )}
        <Button
          icon="speaker"
          onPress={() => {
            asking.value = { kind: "notice" };
          }}
        >
          {t("top-notice")}
        </Button>
        <Button
          icon="plus"
          onPress={() => {
            asking.value = { kind: "expect" };
          }}
        >
          {t("top-expect")}
        </Button>
        <ContactSign />
        <Button
          kind="quiet"
          icon={me.value.staff.muted ? "bell-off" : "bell"}
          class="top-me"
          onPress={() => {
            asking.value = { kind: "me" };
          }}
        >
          <span class="top-me-name">{me.value.staff.name}</span>
          <span class="only-read">
            {t("top-me")}
            {me.value.staff.muted && ` ${t("me-muted")}`}
          </span>
        </Button>
      </div>
    </header>
  );
}

function Where() {
  const { t } = useTexts();
  const { unit, queue, me, go } = useShift();
  const all = places(me.value);
  if (all.length < 2) {
    return (
      <h1 class="where">
        {unit.name} <span class="where-queue">{queue.name}</span>
      </h1>
    );
  }
  return (
    <div class="where">
      <h1 class="only-read">
        {unit.name}, {queue.name}
      </h1>
      <select
        class="input where-choice"
        aria-label={t("top-queue")}
        value={queue.id}
        onChange={(event) => go(event.currentTarget.value)}
      >
        {me.value.units.map((each) => (
          <optgroup key={each.id} label={each.name}>
            {each.queues.map((one) => (
              <option key={one.id} value={one.id}>
                {each.name}: {one.name}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}

function Door({ open }: { readonly open: boolean }) {
  const { t } = useTexts();
  const { asking, flights, ask } = useShift();
  const flight = flights.value.get("door");
  const words = flight
    ? t(open ? "top-closing" : "top-opening")
    : t(open ? "top-open" : "top-closed");
  return (
    <Button
      size="small"
      class={open ? "door door-open" : "door door-closed"}
      icon={open ? "dot" : "cross"}
      busy={flight !== undefined}
      onPress={() => {
        if (open) asking.value = { kind: "close" };
        else void ask({ type: "OpenQueue" });
      }}
    >
      {words}
      <span class="only-read">. {t(open ? "top-open-label" : "top-closed-label")}</span>
    </Button>
  );
}

function Figures({ waiting, since }: { readonly waiting: number; readonly since: string | null }) {
  const texts = useTexts();
  const { now } = useShift();
  const minutes = since === null ? 0 : minutesSince(since, now.value);
  return (
    <p class="figures">
      <b>{texts.t("top-waiting", { count: waiting })}</b>
      {minutes > 0 && (
        <span class={`figures-longest age-${ageing(minutes)}`}>
          {texts.t("top-longest", { wait: sentences.span(texts, minutes) })}
        </span>
      )}
    </p>
  );
}

function ContactSign() {
  const { t } = useTexts();
  const { contact } = useShift();
  const { kind } = contact.value;
  const words = {
    fresh: "top-fresh",
    joining: "top-joining",
    lost: "top-lost",
    over: "top-over",
  } as const;
  return (
    <span class={`contact contact-${kind}`}>
      <Icon name={kind === "fresh" ? "dot" : kind === "over" ? "cross" : "half"} />
      <span>{t(words[kind])}</span>
    </span>
  );
}

/** The queue goes on from an older copy, and people come back to their places. */
export function RestoringBar() {
  const { t } = useTexts();
  const { board } = useShift();
  if (!board.value?.head.restoring) return null;
  return (
    <section class="notice-bar" aria-label={t("restoring-title")}>
      <p>
        <span class="notice-who">{t("restoring-title")}</span> {t("restoring-text")}
      </p>
    </section>
  );
}

/** The notice all who wait can read now, with its way back. */
export function NoticeBar() {
  const { t, locale } = useTexts();
  const { board, asking, flights, ask } = useShift();
  const head = board.value?.head;
  if (!head?.notice) return null;
  const busy = flights.value.has("notice");
  return (
    <section class="notice-bar" aria-label={t("notice-title")}>
      <p>
        <span class="notice-who">
          {t("notice-shown")}{" "}
          {head.notice_at && t("notice-since", { time: timeOfDay(head.notice_at, locale) })}
        </span>{" "}
        <q class="notice-text">{head.notice}</q>
      </p>
      <Button
        size="small"
        onPress={() => {
          asking.value = { kind: "notice" };
        }}
      >
        {t("notice-edit")}
      </Button>
      <Button size="small" busy={busy} onPress={() => void ask({ type: "WithdrawNotice" })}>
        {t(busy ? "notice-withdrawing" : "notice-withdraw")}
      </Button>
    </section>
  );
}
