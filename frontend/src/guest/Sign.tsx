// The quiet line at the foot of a screen: connected or not, and when the server last confirmed it.
import { stamp } from "../clock";
import { useTexts } from "../texts";
import { Icon } from "../ui";
import type { Instant } from "../wire.gen";
import type { Contact } from "./contact";

export interface LineSignProps {
  readonly contact: Contact;
  readonly confirmedAt: Instant | null;
}

export function LineSign({ contact, confirmedAt }: LineSignProps) {
  const { t, locale } = useTexts();
  if (!confirmedAt) return null;
  const live = contact === "live";
  const time = stamp(confirmedAt, locale);
  return (
    <p class={live ? "guest-sign guest-sign-live" : "guest-sign"}>
      <Icon name={live ? "dot" : "half"} />
      <span>{t(live ? "sign-live" : "sign-checking", { time })}</span>
    </p>
  );
}
