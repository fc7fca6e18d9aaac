// A thing to press, with words. While it is busy it says so, keeps the focus, and presses do nothing.
import type { ComponentChildren, Ref } from "preact";
import { Icon, type IconName } from "./Icon";

export interface ButtonProps {
  /** primary: the one strong action; go: into the call; danger: asks first; stop: ends for good. */
  readonly kind?: "primary" | "secondary" | "quiet" | "go" | "danger" | "stop";
  readonly size?: "small" | "normal" | "big";
  readonly wide?: boolean;
  readonly type?: "button" | "submit";
  readonly icon?: IconName;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  /** For a switch: whether it is on. */
  readonly pressed?: boolean;
  /** Where the words alone do not say it all to a screen reader. */
  readonly label?: string;
  /** The id of what explains it. */
  readonly describedBy?: string | undefined;
  readonly id?: string;
  readonly class?: string;
  readonly buttonRef?: Ref<HTMLButtonElement>;
  readonly onPress?: (event: MouseEvent) => void;
  readonly children: ComponentChildren;
}

export function Button(props: ButtonProps) {
  const { kind = "secondary", size = "normal", wide = false, busy = false } = props;
  const classes = [
    "button",
    `button-${kind}`,
    size !== "normal" && `button-${size}`,
    wide && "button-wide",
    props.class,
  ];
  return (
    <button
      {...(props.buttonRef && { ref: props.buttonRef })}
      id={props.id}
      type={props.type ?? "button"}
      class={classes.filter(Boolean).join(" ")}
      disabled={props.disabled}
      aria-disabled={busy ? "true" : undefined}
      aria-pressed={props.pressed}
      aria-label={props.label}
      aria-describedby={props.describedBy}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else props.onPress?.(event);
      }}
    >
      {props.icon && <Icon name={props.icon} />}
      <span>{props.children}</span>
    </button>
  );
}
