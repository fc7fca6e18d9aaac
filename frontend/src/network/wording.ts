// The sentences of the page and of the report, which say the same: one line, one number, one advice. Pure.
import type { Key, Texts } from "../texts";
import type { Provider } from "../wire.gen";
import type { Opening } from "./api";
import type { Figure, Unit, Weakness } from "./figures";
import type { Result, Row } from "./results";

export function protocolOf({ protocol }: Opening): string {
  return protocol.toUpperCase();
}

/** "443", or the first and the last with a dash. */
export function portsOf({ first, last }: Opening): string {
  return first === last ? String(first) : `${first}–${last}`;
}

/** What is known beside the one word; empty when the word is all. */
export function detailOf({ t, locale }: Texts, result: Result): string {
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const said = (key: "network-connected" | "network-rtt", ms: number | null) =>
    ms === null ? [] : [t(key, { ms: whole.format(ms) })];
  const times = [
    ...said("network-connected", result.connectMs),
    ...said("network-rtt", result.rttMs),
  ].join(", ");
  const silent = result.standing === "fails" && !result.remark ? t("network-silent") : "";
  const remark = result.remark ? t(`network-remark-${result.remark}`) : silent;
  return [times && `${sentence(times)}.`, remark].filter(Boolean).join(" ");
}

function sentence(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** What to open: a sentence for each line that does not work, one for both protocols. */
export function openingsOf(texts: Texts, rows: readonly Row[]): string[] {
  const closed = rows
    .filter(({ result }) => result.standing === "fails")
    .map(({ opening }) => opening);
  const firsts = closed.filter((one, at) => closed.findIndex((each) => isSame(one, each)) === at);
  return firsts.map((first) => {
    const all = closed.filter((each) => isSame(first, each));
    return toOpen(texts, first, all.map(protocolOf));
  });
}

/** The same but for the protocol. */
function isSame(one: Opening, other: Opening): boolean {
  const same = ["purpose", "host", "first", "last"] as const;
  return same.every((field) => one[field] === other[field]);
}

function toOpen(texts: Texts, opening: Opening, protocols: readonly string[]): string {
  return texts.t(`network-open-${opening.purpose}`, {
    protocol: protocolsSaid(texts, protocols),
    host: opening.host,
    ports: portsOf(opening),
  });
}

/** "UDP", "UDP og TCP". */
export function protocolsSaid({ t }: Texts, [first = "", second]: readonly string[]): string {
  return second ? t("network-both", { first, second }) : first;
}

export function weaknessSaid({ t }: Texts, weakness: Weakness): string {
  return t(`network-weak-${weakness}`);
}

export function amount({ t, locale }: Texts, unit: Unit, value: number | null): string {
  if (value === null) return t("network-unmeasured");
  const number = (digits: number, more: Intl.NumberFormatOptions = {}) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits, ...more }).format(value);
  if (unit === "share") return number(1, { style: "percent" });
  // Below ten a whole number would hide the difference between good and bad.
  if (unit === "ms") return t("network-ms", { value: number(value < 10 ? 1 : 0) });
  return t("network-mbps", { value: number(value < 10 ? 1 : 0) });
}

export function limitSaid(texts: Texts, { unit, good, worse }: Figure): string {
  return texts.t(`network-limit-${worse}`, { value: amount(texts, unit, good) });
}

export function gradeSaid({ t }: Texts, { grade }: Figure): string {
  return grade ? t(`network-grade-${grade}`) : t("network-unmeasured");
}

const CARRIERS: Readonly<Record<Provider, Key>> = {
  embedded: "network-carrier-embedded",
  pexip: "network-carrier-pexip",
  vdx: "network-carrier-vdx",
};

export function carrierSaid({ t }: Texts, provider: Provider): string {
  return t(CARRIERS[provider]);
}
