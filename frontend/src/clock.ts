// Times as people read them. The server's clock is the true one; this machine's only counts onwards.
import type { Locale } from "./texts";

export const ZONE = "Europe/Copenhagen";

const TAGS: Readonly<Record<Locale, string>> = { da: "da-DK", en: "en-GB" };

/** What the server's clock says, counted onwards from the last time it told. */
export class ServerClock {
  #told = 0;
  #at = 0;

  /** `iso` is the server's word, `monotonic` (milliseconds) when it came. */
  tell(iso: string, monotonic: number): void {
    this.#told = Date.parse(iso);
    this.#at = monotonic;
  }

  get known(): boolean {
    return this.#told > 0;
  }

  /** Milliseconds since 1970 on the server's clock; this machine's own before it has told. */
  now(monotonic: number, own: number): number {
    return this.known ? this.#told + (monotonic - this.#at) : own;
  }
}

/** "9.42" in Danish, "9:42" in English. */
export function timeOfDay(iso: string | number, locale: Locale, zone = ZONE): string {
  return time(iso, locale, zone, false);
}

/** "9.42.07" in Danish, "9:42:07" in English: for the confirmation stamp alone. */
export function stamp(iso: string | number, locale: Locale, zone = ZONE): string {
  return time(iso, locale, zone, true);
}

function time(iso: string | number, locale: Locale, zone: string, seconds: boolean): string {
  return new Intl.DateTimeFormat(TAGS[locale], {
    hour: "numeric",
    minute: "2-digit",
    ...(seconds && { second: "2-digit" }),
    hourCycle: "h23",
    timeZone: zone,
  }).format(new Date(iso));
}

/** "onsdag 25. november" in Danish, "Wednesday 25 November" in English. */
export function day(iso: string | number, locale: Locale, zone = ZONE): string {
  return new Intl.DateTimeFormat(TAGS[locale], {
    weekday: "long",
    day: "numeric",
    month: "long",
    timeZone: zone,
  }).format(new Date(iso));
}

/** How many calendar days `iso` lies after `now` in the zone; 0 is today, 1 tomorrow, -1 yesterday. */
export function daysAhead(iso: string | number, now: number, zone = ZONE): number {
  return (midnight(new Date(iso), zone) - midnight(new Date(now), zone)) / 86_400_000;
}

function midnight(at: Date, zone: string): number {
  return Date.parse(new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(at));
}

/** Whole minutes from `since` to `now`, never negative. */
export function minutesSince(since: string | number, now: number): number {
  return Math.max(0, Math.floor((now - new Date(since).getTime()) / 60_000));
}
