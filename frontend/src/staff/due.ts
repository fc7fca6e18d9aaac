// The time somebody is expected, as the form writes it ("2026-11-25T10:40"), in the clinic's time zone. Pure.
import { day, timeOfDay, ZONE } from "../clock";
import type { Key, Locale } from "../texts";

/** Units: milliseconds. A time that has just gone is still "now". */
const LATE_MS = 5 * 60_000;
const DAY_MS = 86_400_000;

/**
 * The instant in UTC, null when nothing sensible is written. The clinic's zone counts, not this
 * machine's: the board shows the same time that was written. An hour that summer time skips is the
 * hour after it; one that comes twice is the first.
 */
export function dueAt(written: string, zone = ZONE): string | null {
  const wall = Date.parse(`${written}Z`);
  if (Number.isNaN(wall)) return null;
  const [before, after] = [ahead(wall - DAY_MS, zone), ahead(wall + DAY_MS, zone)];
  const fits = [wall - before, wall - after].filter((at) => ahead(at, zone) === wall - at);
  const at = fits.length > 0 ? Math.min(...fits) : wall - before;
  return new Date(at).toISOString();
}

/** How many milliseconds the clocks of a zone are ahead of UTC at an instant. */
function ahead(at: number, zone: string): number {
  const shown = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "medium",
  }).format(at);
  return Date.parse(`${shown.replace(" ", "T")}Z`) - Math.floor(at / 1000) * 1000;
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
