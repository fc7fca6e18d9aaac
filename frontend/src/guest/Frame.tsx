// What stands around every guest screen: whose waiting room it is, the language, the phone numbers.
import type { ComponentChildren } from "preact";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { type Locale, useTexts } from "../texts";
import type { Unit } from "./api";
import { readable } from "./phone";

export interface FrameProps {
  readonly unit: Unit | null;
  /** The whole screen changes its colour: it is the person's turn. */
  readonly turn?: boolean;
  /** The quiet line about the connection. */
  readonly sign?: ComponentChildren;
  readonly children: ComponentChildren;
}

export const LanguageContext = createContext<(locale: Locale) => void>(() => {});

export function Frame({ unit, turn = false, sign, children }: FrameProps) {
  const { t } = useTexts();
  return (
    <div class={turn ? "guest guest-turn" : "guest"}>
      <header class="guest-top">
        <div class="guest-column guest-top-row">
          <span class="guest-logo" aria-hidden="true">
            {(unit?.name ?? t("waiting-room")).slice(0, 1)}
          </span>
          <p class="guest-clinic">
            <b>{unit?.name ?? t("waiting-room")}</b>
            {unit && <span>{t("waiting-room")}</span>}
          </p>
          <LanguageSwitch />
        </div>
      </header>
      <main class="guest-main">
        <div class="guest-column">{children}</div>
      </main>
      <footer class="guest-foot">
        <div class="guest-column">
          {sign}
          <Numbers phone={unit?.phone ?? ""} />
        </div>
      </footer>
    </div>
  );
}

function LanguageSwitch() {
  const { t, locale } = useTexts();
  const change = useContext(LanguageContext);
  const other: Locale = locale === "da" ? "en" : "da";
  return (
    <button
      type="button"
      class="guest-language"
      lang={other}
      aria-label={t("language-switch-label")}
      onClick={() => change(other)}
    >
      {t("language-switch")}
    </button>
  );
}

/** In every state, offline too. */
export function Numbers({ phone }: { readonly phone: string }) {
  const { t } = useTexts();
  return (
    <p class="guest-numbers">
      {phone ? (
        <span>
          {t("clinic-phone")}: <PhoneLink phone={phone}>{readable(phone)}</PhoneLink>
        </span>
      ) : (
        <span>{t("phone-in-message")}</span>
      )}{" "}
      <span>
        {t("emergency")}: <PhoneLink phone="112">{t("emergency-call")}</PhoneLink>
      </span>
    </p>
  );
}

export function PhoneLink(props: {
  readonly phone: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}) {
  return (
    <a href={`tel:${props.phone.replace(/[^+\d]/g, "")}`} class={props.class}>
      {props.children}
    </a>
  );
}
