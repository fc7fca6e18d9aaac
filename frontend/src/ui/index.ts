// The door to the parts all pages are made of.
export { Alert, type AlertProps, TONE_ICONS, type Tone } from "./Alert";
export { Announce, type Announcer, newAnnouncer, type Urgency } from "./Announce";
export { Button, type ButtonProps } from "./Button";
export { Chip, type ChipProps, Sign, Signs } from "./Chip";
export { Dialog, type DialogProps } from "./Dialog";
export {
  CheckField,
  type CheckFieldProps,
  type ChoiceProps,
  Field,
  type Option,
  RadioField,
  SelectField,
  TextField,
  type TextFieldProps,
} from "./Field";
export { Icon, type IconName } from "./Icon";
export { Rich } from "./Rich";
