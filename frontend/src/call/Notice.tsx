// One thing to know while the call goes on, and what to do about it.
import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "../ui";

interface NoticeProps {
  readonly icon: IconName;
  readonly text: string;
  readonly more?: string;
  /** How things are, and nothing to worry about. */
  readonly calm?: boolean;
  readonly children?: ComponentChildren;
}

export function Notice({ icon, text, more, calm = false, children }: NoticeProps) {
  return (
    <div class="call-notice" data-calm={calm}>
      <Icon name={icon} />
      <p>
        {text} {more && <span class="call-notice-more">{more}</span>}
      </p>
      {children}
    </div>
  );
}
