// Who it is said to be, to be checked before and in the conversation.
import type { ComponentChildren } from "preact";
import { type Texts, useTexts } from "../texts";
import type { Card } from "../wire.gen";
import { years } from "./age";
import { due } from "./card";
import { principal } from "./party";
import * as sentences from "./sentences";
import { useShift } from "./shift";

export function Identity({ card }: { readonly card: Card }) {
  const texts = useTexts();
  const { t, locale } = texts;
  const { now } = useShift();
  const who = principal(card);
  return (
    <section class="box" aria-labelledby="identity-title">
      <h3 id="identity-title" class="box-title">
        {t("chosen-check")}
      </h3>
      <dl class="facts">
        <Row term={t("chosen-name")}>
          <b>{sentences.nameOf(texts, who)}</b>
        </Row>
        {who?.birth_year != null && (
          <Row term={t("chosen-born")}>
            <b>{bornWords(texts, who.birth_year, now.value)}</b>
          </Row>
        )}
        {who?.language && who.language !== "da" && (
          <Row term={t("chosen-language")}>{sentences.languageName(locale, who.language)}</Row>
        )}
        {card.due_at && card.shelf !== "expected" && (
          <Row term={t("chosen-due")}>
            {due(texts, { ...card, due_at: card.due_at }, Date.parse(card.due_at))}
          </Row>
        )}
        <Row term={t("chosen-kind")}>{t(`chosen-kind-${card.kind}`)}</Row>
        {card.note && (
          <Row term={t("chosen-note")}>
            <span class="note-text">{card.note}</span>
          </Row>
        )}
      </dl>
    </section>
  );
}

function bornWords({ t }: Texts, year: number, now: number): string {
  const old = years(year, now);
  const written = String(year);
  return old === null ? written : t("chosen-born-years", { year: written, years: old });
}

function Row({ term, children }: { readonly term: string; readonly children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
