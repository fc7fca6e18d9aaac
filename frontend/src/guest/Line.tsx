// In line: the place large, then the wait, then what the clinic says and who is here.
import type { ComponentChildren } from "preact";
import { timeOfDay } from "../clock";
import { useTexts } from "../texts";
import { Alert, Rich, Sign, Signs, type Tone } from "../ui";
import type { IconName } from "../ui/Icon";
import type { Companion, Presence, Role, Seat } from "../wire.gen";
import type { Unit } from "./api";
import { Elsewhere } from "./Elsewhere";
import { Frame } from "./Frame";
import { Leave } from "./Leave";
import { Prepare } from "./Prepare";
import { placeOf, waitOf } from "./place";
import { isNew, movedSentence, placeSentence } from "./words";

export interface LineProps {
  readonly unit: Unit;
  /** What people call the queue. */
  readonly queue: string;
  readonly who: Role;
  readonly seat: Seat;
  /** The server's time, in milliseconds since 1970. */
  readonly now: number;
  readonly sign: ComponentChildren;
  readonly leaving: boolean;
  readonly onLeave: () => void;
  readonly onReady: (ready: boolean) => void;
  readonly onSound: () => void;
  /** Whether the line to the server is open now. */
  readonly live: () => boolean;
  /** For the gallery: the question is open; what the fold of the preparation holds. */
  readonly asking?: boolean;
  readonly unfolded?: ComponentChildren;
}

export function LineScreen(props: LineProps) {
  const { t, locale } = useTexts();
  const { seat } = props;
  return (
    <Frame unit={props.unit} sign={props.sign}>
      {isNew(seat) && (
        <Alert tone="info">
          <p>{movedSentence(t, seat, props.queue)}</p>
        </Alert>
      )}
      {seat.put_back && (
        <Alert tone="info">
          <p>{t("waiting-put-back")}</p>
        </Alert>
      )}
      <Place seat={seat} />
      <Estimate seat={seat} now={props.now} />
      {props.who !== "patient" && <p>{t(`waiting-as-${props.who}`)}</p>}
      {seat.seen && (
        <Alert tone="success">
          <p class="alert-title">{t("waiting-seen")}</p>
        </Alert>
      )}
      {seat.notice && (
        <section class="guest-notice">
          <h2>{t("notice-from", { time: timeOfDay(seat.notice_at ?? props.now, locale) })}</h2>
          <p>{seat.notice}</p>
        </section>
      )}
      {!seat.open && (
        <Alert tone="info">
          <p>{t("waiting-closed")}</p>
        </Alert>
      )}
      {seat.party.length > 0 && <Party party={seat.party} />}
      <Prepare
        ready={seat.ready}
        onReady={props.onReady}
        last={believed(seat.checked, props.now)}
        live={props.live}
        onSound={props.onSound}
        unfolded={props.unfolded}
      />
      <Elsewhere />
      <Leave
        party={seat.party}
        leaving={props.leaving}
        onLeave={props.onLeave}
        asking={props.asking ?? false}
      />
    </Frame>
  );
}

/** The last test, for as long as it says something about now. */
function believed(checked: Seat["checked"], now: number): Seat["checked"] {
  return checked && Date.parse(checked.until) > now ? checked : null;
}

function Place({ seat }: { readonly seat: Seat }) {
  const { t } = useTexts();
  const place = placeOf(seat);
  if (place.kind !== "exact") return <h1 class="guest-title">{placeSentence(t, seat)}</h1>;
  return (
    <div>
      <h1 class="guest-place">
        <span class="guest-place-before">{t("waiting-number-before")} </span>
        <b class="guest-place-number">{place.number}</b>
        <span class="guest-place-after"> {t("waiting-number-after")}</span>
      </h1>
      {place.number === 1 && <p class="guest-lead">{t("waiting-next")}</p>}
    </div>
  );
}

function Estimate({ seat, now }: { readonly seat: Seat; readonly now: number }) {
  const { t, locale } = useTexts();
  const wait = waitOf(seat, now);
  const times = {
    low: wait.kind === "between" ? timeOfDay(wait.low, locale) : "",
    high: "high" in wait ? timeOfDay(wait.high, locale) : "",
  };
  return (
    <p class="guest-lead">
      <Rich text={t(`wait-${wait.kind}`, times)} />
    </p>
  );
}

type Here = "connected" | "invited" | "away" | "left";

const HERE: Readonly<Record<Presence, Here>> = {
  connected: "connected",
  invited: "invited",
  away: "away",
  parked: "away",
  left: "left",
};

const SIGNS: Readonly<Record<Here, { readonly tone: Tone | "plain"; readonly icon: IconName }>> = {
  connected: { tone: "success", icon: "dot" },
  invited: { tone: "info", icon: "clock" },
  away: { tone: "warning", icon: "half" },
  left: { tone: "plain", icon: "leave" },
};

function Party({ party }: { readonly party: readonly Companion[] }) {
  const { t } = useTexts();
  return (
    <section>
      <h2 class="guest-heading">{t("party-title")}</h2>
      <Signs>
        {party.map(({ role, presence }, at) => (
          <Sign key={at} label={t(`party-${role}`)} {...SIGNS[HERE[presence]]}>
            {t(`here-${HERE[presence]}`)}
          </Sign>
        ))}
      </Signs>
    </section>
  );
}
