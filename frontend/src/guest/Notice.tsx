// A screen that says one thing and offers what can be done about it.
import type { ComponentChildren } from "preact";
import { type Args, useTexts } from "../texts";
import { Icon, Rich } from "../ui";
import type { Unit } from "./api";
import { Frame, PhoneLink } from "./Frame";
import { readable } from "./phone";
import type { Said } from "./words";

export interface NoticeProps {
  readonly unit: Unit | null;
  readonly said: Said;
  /** What its texts name. */
  readonly args?: Args;
  /** A headline that says more than the usual one. */
  readonly title?: string | undefined;
  /** The next step is to phone: the clinic's number becomes the big button. */
  readonly phones?: boolean;
  readonly sign?: ComponentChildren;
  /** Buttons; the strong one first. */
  readonly children?: ComponentChildren;
}

export function Notice(props: NoticeProps) {
  const { unit, said, args, title, phones = false, sign, children } = props;
  const { t } = useTexts();
  return (
    <Frame unit={unit} sign={sign}>
      <h1 class="guest-title">{title ?? t(`${said}-title`, args)}</h1>
      <p class="guest-lead">
        <Rich text={t(`${said}-text`)} />
      </p>
      <div class="guest-actions">
        {children}
        {phones && unit?.phone && <CallClinic phone={unit.phone} />}
      </div>
    </Frame>
  );
}

export function CallClinic({ phone }: { readonly phone: string }) {
  const { t } = useTexts();
  return (
    <PhoneLink phone={phone} class="button button-secondary button-big button-wide">
      <Icon name="phone" />
      <span>{t("call-clinic", { phone: readable(phone) })}</span>
    </PhoneLink>
  );
}
