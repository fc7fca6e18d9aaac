// What stands around the page for IT departments: whose it is, and the other language.
import type { ComponentChildren } from "preact";
import { type Locale, useTexts } from "../texts";

interface FrameProps {
  readonly onLocale: (locale: Locale) => void;
  readonly children: ComponentChildren;
}

export function Frame({ onLocale, children }: FrameProps) {
  const { t, locale } = useTexts();
  const other: Locale = locale === "da" ? "en" : "da";
  return (
    <div class="network">
      <header class="network-top">
        <div class="network-column network-top-row">
          <p class="network-brand">
            <b>{t("waiting-room")}</b> <span>{t("network-for")}</span>
          </p>
          <button
            type="button"
            class="network-language network-screen"
            lang={other}
            aria-label={t("language-switch-label")}
            onClick={() => onLocale(other)}
          >
            {t("language-switch")}
          </button>
        </div>
      </header>
      <main class="network-column network-main">{children}</main>
    </div>
  );
}
