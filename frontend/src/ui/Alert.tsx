// A box that tells something. It has no live role: what changes is said once, by Announce.
import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./Icon";

export type Tone = "info" | "success" | "warning" | "error";

export const TONE_ICONS: Readonly<Record<Tone, IconName>> = {
  info: "info",
  success: "check",
  warning: "warning",
  error: "warning",
};

export interface AlertProps {
  readonly tone: Tone;
  readonly title?: string;
  readonly children?: ComponentChildren;
}

export function Alert({ tone, title, children }: AlertProps) {
  return (
    <div class={`alert alert-${tone}`}>
      <Icon name={TONE_ICONS[tone]} />
      <div class="alert-body">
        {title && <p class="alert-title">{title}</p>}
        {children}
      </div>
    </div>
  );
}
