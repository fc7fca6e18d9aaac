// The door of a personal link: whose it is and when, and one button. Looking changes nothing.
import { useEffect, useState } from "preact/hooks";
import { day, daysAhead, timeOfDay } from "../clock";
import { hasPrechecks } from "../offered";
import { type Texts, useTexts } from "../texts";
import { Button } from "../ui";
import { type Failed, guestApi, type LinkState, type Me, type Peeked, type Why } from "./api";
import { Frame } from "./Frame";
import { How } from "./How";
import { Notice } from "./Notice";
import { Stuck } from "./Stuck";
import { comesFromElsewhere } from "./token";
import type { Said } from "./words";

export interface LinkDoorProps {
  readonly token: string;
  readonly onIn: (me: Me) => void;
}

const LATER_MS = 60_000;

export type Look = Peeked | Why | null;

export function LinkDoor({ token, onIn }: LinkDoorProps) {
  const { locale } = useTexts();
  const [look, setLook] = useState<Look>(null);
  const [going, setGoing] = useState(false);
  const peek = () => {
    setLook(null);
    guestApi.peek(token).then(setLook, (failed: Failed) => setLook(failed.code));
  };
  const enter = () => {
    setGoing(true);
    guestApi
      .enter(token, locale, comesFromElsewhere())
      .then(onIn, (failed: Failed) => setLook(failed.code))
      .finally(() => setGoing(false));
  };
  useEffect(peek, [token]);
  useLater(isEarly(look), () => guestApi.peek(token).then(setLook, () => {}));
  return (
    <LinkDoorShown look={look} going={going} now={Date.now()} onEnter={enter} onAgain={peek} />
  );
}

function isEarly(look: Look): boolean {
  return look !== null && typeof look !== "string" && look.state === "early";
}

/** Who keeps an early link open is let in when it opens. */
function useLater(wanted: boolean, look: () => void): void {
  useEffect(() => {
    if (!wanted) return;
    const timer = setInterval(look, LATER_MS);
    return () => clearInterval(timer);
  }, [wanted]);
}

export interface LinkDoorShownProps {
  readonly look: Look;
  readonly going: boolean;
  readonly now: number;
  readonly onEnter: () => void;
  readonly onAgain: () => void;
}

export function LinkDoorShown(props: LinkDoorShownProps) {
  const { look } = props;
  if (look === null) return <Notice unit={null} said="opening" />;
  if (typeof look === "string") return <Stuck why={look} onAgain={props.onAgain} />;
  if (look.state === "open") return <OpenDoor {...props} look={look} />;
  return <ShutDoor look={look} now={props.now} />;
}

function OpenDoor(props: LinkDoorShownProps & { readonly look: Peeked }) {
  const { t, locale } = useTexts();
  const { look, going } = props;
  return (
    <Frame unit={look.unit}>
      <h1 class="guest-title">{t("door-title", { clinic: look.unit?.name ?? "" })}</h1>
      {look.due_at && <p class="guest-lead">{due(t, locale, look.due_at, props.now)}.</p>}
      {look.role && look.role !== "patient" && <p>{t(`door-role-${look.role}`)}</p>}
      <div class="guest-actions">
        <Button kind="primary" size="big" wide busy={going} onPress={props.onEnter}>
          {t(going ? "door-going" : "door-go")}
        </Button>
      </div>
      <How />
      <TestAhead />
    </Frame>
  );
}

const SHUT: Readonly<Record<Exclude<LinkState, "open">, Said>> = {
  early: "link-early",
  late: "link-late",
  revoked: "link-revoked",
  ended: "link-ended",
  unknown: "link-unknown",
};

function ShutDoor({ look, now }: { readonly look: Peeked; readonly now: number }) {
  const { t, locale } = useTexts();
  const said = SHUT[look.state as keyof typeof SHUT];
  const title = look.due_at ? due(t, locale, look.due_at, now) : undefined;
  const early = look.state === "early";
  return (
    <Notice unit={look.unit} said={said} title={title} phones={!early}>
      {early && hasPrechecks() && <TestAhead />}
    </Notice>
  );
}

/** A page of its own: back leads here again. */
function TestAhead() {
  const { t, locale } = useTexts();
  return (
    <a
      class="button button-quiet button-wide"
      href={locale === "da" ? "/check" : `/check?lang=${locale}`}
    >
      {t("door-check")}
    </a>
  );
}

function due(t: Texts["t"], locale: Texts["locale"], at: string, now: number): string {
  const time = timeOfDay(at, locale);
  const ahead = daysAhead(at, now);
  if (ahead === 0) return t("door-due-today", { time });
  if (ahead === 1) return t("door-due-tomorrow", { time });
  return t("door-due-day", { day: day(at, locale), time });
}
