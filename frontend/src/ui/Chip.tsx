// A state in a word or two, with colour; and a Sign, a row that says whose state it is.
import type { ComponentChildren } from "preact";
import type { Tone } from "./Alert";
import { Icon, type IconName } from "./Icon";

export interface ChipProps {
  readonly tone?: Tone | "plain";
  readonly icon?: IconName;
  readonly children: ComponentChildren;
}

export function Chip({ tone = "plain", icon, children }: ChipProps) {
  return (
    <span class={`chip chip-${tone}`}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </span>
  );
}

/** Signs stand together in one box: `<Signs><Sign …/><Sign …/></Signs>`. */
export function Signs({ children }: { readonly children: ComponentChildren }) {
  return (
    <ul class="signs" role="list">
      {children}
    </ul>
  );
}

export function Sign({ label, ...chip }: ChipProps & { readonly label: string }) {
  return (
    <li class="sign">
      <span>{label}</span>
      <Chip {...chip} />
    </li>
  );
}
