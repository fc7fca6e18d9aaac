// The time somebody is expected, as the form writes it ("2026-11-25T10:40", this machine's time zone). Pure.
import { day, timeOfDay } from "../clock";
import type { Key, Locale } from "../texts";

/** Units: milliseconds. A time that has just gone is still "now". */
const LATE_MS = 5 * 60_000;

/** The instant in UTC, null when nothing sensible is written. */
export function dueAt(written: string): string | null {
  const at = Date.parse(written);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

/** What is wrong with it, null when it will do. */
export function dueFault(written: string, now: number): Key | null {
  const at = dueAt(written);
  if (at === null) return "expect-due-missing";
  return Date.parse(at) < now - LATE_MS ? "expect-due-past" : null;
}

/** "onsdag 25. november 10.40". */
export function dueWords(written: string, locale: Locale): string {
  const at = dueAt(written);
  return at === null ? "" : `${day(at, locale)} ${timeOfDay(at, locale)}`;
}
