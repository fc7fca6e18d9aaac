// The report that is copied, saved and mailed: all that stands on the page, as plain text and as data. Pure.
import { timeOfDay } from "../clock";
import type { Environment } from "../precheck/talk.gen";
import type { Locale, Texts } from "../texts";
import type { Installation } from "./api";
import { figuresOf, weaknessesOf } from "./figures";
import { rowsOf } from "./results";
import type { Test } from "./testing";
import { verdictOf } from "./verdict";
import {
  amount,
  detailOf,
  gradeSaid,
  limitSaid,
  openingsOf,
  portsOf,
  protocolOf,
  weaknessSaid,
} from "./wording";

/** What a report is made of. `place` is what the person wrote about where it was, and may be empty. */
export interface Found {
  readonly installation: Installation;
  readonly test: Test;
  readonly environment: Environment;
  readonly place: string;
}

/** Longer addresses are cut by some mail programs. */
const LONGEST_MAILTO = 1_900;

const DATES: Readonly<Record<Locale, string>> = { da: "da-DK", en: "en-GB" };

/** "28. november 2026 kl. 9.42", "28 November 2026 at 9:42". */
export function momentSaid({ t, locale }: Texts, when: number): string {
  const date = new Intl.DateTimeFormat(DATES[locale], {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "Europe/Copenhagen",
  }).format(new Date(when));
  return t("network-moment", { date, time: timeOfDay(when, locale) });
}

const BROWSERS: Readonly<Record<Environment["browser"], string>> = {
  chromium: "Chrome",
  edge: "Edge",
  firefox: "Firefox",
  safari: "Safari",
  samsung: "Samsung Internet",
  other: "",
};

const SYSTEMS: Readonly<Record<Environment["system"], string>> = {
  windows: "Windows",
  macos: "macOS",
  linux: "Linux",
  android: "Android",
  ios: "iOS",
  chromeos: "ChromeOS",
  other: "",
};

export function browserSaid({ t }: Texts, { browser, major, system }: Environment): string {
  const name = BROWSERS[browser] || t("network-browser-other");
  const version = major > 0 ? `${name} ${major}` : name;
  const on = SYSTEMS[system];
  return on ? t("network-browser-on", { browser: version, system: on }) : version;
}

/** What to do, the openings first. */
export function todoOf(texts: Texts, { installation, test }: Found): string[] {
  const rows = rowsOf(installation, test.seen, test.course);
  const weak = weaknessesOf(figuresOf(test.seen.numbers));
  return [...openingsOf(texts, rows), ...weak.map((each) => weaknessSaid(texts, each))];
}

/** Who, when and by what: the head of the report. */
export function factsOf(texts: Texts, found: Found): readonly (readonly [string, string])[] {
  const { t } = texts;
  const { installation, test, environment, place } = found;
  const when = test.when ? momentSaid(texts, test.when) : t("network-not-tested");
  return [
    [t("network-fact-site"), installation.site],
    [t("network-fact-when"), when],
    [t("network-fact-browser"), browserSaid(texts, environment)],
    ...(place.trim() ? [[t("network-fact-place"), place.trim()] as const] : []),
  ];
}

export function asText(texts: Texts, found: Found): string {
  return [...head(texts, found), ...table(texts, found), ...numbers(texts, found)].join("\n");
}

/** What fits into a mail that is begun by a link: all of it, or else what it comes to. */
export function mailtoOf(texts: Texts, found: Found): string {
  const { t } = texts;
  const subject = t("network-mail-subject", { site: found.installation.site });
  const whole = mailto(subject, asText(texts, found));
  if (whole.length <= LONGEST_MAILTO) return whole;
  const lines = [...head(texts, found), t("network-mail-rest")];
  while (mailto(subject, lines.join("\n")).length > LONGEST_MAILTO && lines.length > 1) {
    lines.splice(-2, 1);
  }
  return mailto(subject, lines.join("\n"));
}

function mailto(subject: string, body: string): string {
  // RFC 6068: lines end with CR and LF.
  const text = encodeURIComponent(body.replaceAll("\n", "\r\n"));
  return `mailto:?subject=${encodeURIComponent(subject)}&body=${text}`;
}

function head(texts: Texts, found: Found): string[] {
  const { t } = texts;
  const { installation, test } = found;
  const rows = rowsOf(installation, test.seen, test.course);
  const verdict = verdictOf(test.course, test.seen.outcome, rows);
  const todo = todoOf(texts, found);
  return [
    t("network-title"),
    "",
    ...factsOf(texts, found).map(([label, value]) => `${label}: ${value}`),
    "",
    ...(verdict
      ? [`${t(`network-verdict-${verdict}`)}. ${t(`network-verdict-${verdict}-more`)}`, ""]
      : []),
    ...(todo.length > 0 ? [t("network-todo"), ...todo.map((each) => `- ${each}`), ""] : []),
  ];
}

function table(texts: Texts, { installation, test }: Found): string[] {
  const { t } = texts;
  const rows = rowsOf(installation, test.seen, test.course);
  return [
    t("network-openings"),
    ...rows.flatMap(({ opening, result }) => {
      const detail = detailOf(texts, result);
      const where = `${protocolOf(opening)} ${opening.host} ${portsOf(opening)}`;
      const word = t(`network-standing-${result.standing}`);
      return [
        `- ${t(`network-purpose-${opening.purpose}`)}: ${where}`,
        `  ${detail ? `${word}. ${detail}` : word}`,
      ];
    }),
  ];
}

function numbers(texts: Texts, { test }: Found): string[] {
  if (!test.seen.numbers) return [];
  const lines = figuresOf(test.seen.numbers).map((figure) => {
    const name = texts.t(`network-number-${figure.name}`);
    const value = amount(texts, figure.unit, figure.value);
    const known = figure.value !== null;
    const judged = `, ${gradeSaid(texts, figure)} (${limitSaid(texts, figure)})`;
    return `- ${name}: ${value}${known ? judged : ""}`;
  });
  return ["", texts.t("network-numbers"), ...lines];
}

/** The same for programs: field names in English, times in UTC, milliseconds, shares and Mbit/s. */
export function asData(found: Found): string {
  const { installation, test, environment, place } = found;
  const rows = rowsOf(installation, test.seen, test.course);
  const { rtt_ms, jitter_up_ms, jitter_down_ms, loss_up, loss_down, up_mbps, down_mbps, added_ms } =
    test.seen.numbers ?? {};
  const data = {
    report: "network-check",
    version: 1,
    site: installation.site,
    tested_at: test.when ? new Date(test.when).toISOString() : null,
    place: place.trim(),
    browser: environment.browser,
    browser_major: environment.major,
    system: environment.system,
    verdict: verdictOf(test.course, test.seen.outcome, rows),
    openings: rows.map(({ opening, result }) => ({
      purpose: opening.purpose,
      protocol: opening.protocol,
      host: opening.host,
      first_port: opening.first,
      last_port: opening.last,
      result: result.standing,
      remark: result.remark,
      connect_ms: result.connectMs,
      rtt_ms: result.rttMs,
    })),
    numbers: test.seen.numbers && {
      rtt_ms,
      jitter_up_ms,
      jitter_down_ms,
      loss_up,
      loss_down,
      up_mbps,
      down_mbps,
      added_ms,
    },
  };
  return `${JSON.stringify(data, null, 2)}\n`;
}

/** "netvaerkstjek-venter.example.dk-2026-11-28": safe on every system. */
export function fileNameOf({ t }: Texts, { installation, test }: Found): string {
  const day = test.when ? `-${new Date(test.when).toISOString().slice(0, 10)}` : "";
  return `${t("network-file")}-${installation.site.replace(/[^a-z0-9.-]/g, "-")}${day}`;
}
