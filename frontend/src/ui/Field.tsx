// A question in a form with its label, its hint and, when the answer will not do, what to do instead.
import type { ComponentChildren, InputHTMLAttributes } from "preact";
import { useId } from "preact/hooks";
import { Icon } from "./Icon";

interface FieldTexts {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

interface Wiring {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": "true" | undefined;
}

/** The frame; `children` gets the attributes that tie the control to its words. */
export function Field(
  props: FieldTexts & { readonly children: (wiring: Wiring) => ComponentChildren },
) {
  const id = useId();
  const { label, hint, error } = props;
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      {hint && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && <FieldError id={`${id}-error`} text={error} />}
      {props.children({
        id,
        "aria-describedby": described || undefined,
        "aria-invalid": error ? "true" : undefined,
      })}
    </div>
  );
}

function FieldError({ id, text }: { readonly id: string; readonly text: string }) {
  return (
    <p class="field-error" id={id}>
      <Icon name="warning" />
      <span>{text}</span>
    </p>
  );
}

export interface TextFieldProps extends FieldTexts {
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly type?: "text" | "tel" | "password" | "search" | "datetime-local";
  readonly rows?: number;
  readonly maxLength?: number;
  readonly autocomplete?: string;
  readonly inputMode?: "text" | "tel" | "numeric";
  readonly required?: boolean;
}

/** One line to write in, or several when `rows` says so. */
export function TextField(props: TextFieldProps) {
  const { value, onValue, maxLength, required, rows, autocomplete } = props;
  const shared = {
    class: "input",
    value,
    maxLength,
    required,
    onInput: (event: Event) =>
      onValue((event.currentTarget as HTMLInputElement | HTMLTextAreaElement).value),
  };
  return (
    <Field label={props.label} hint={props.hint} error={props.error}>
      {(wiring) =>
        rows ? (
          <textarea {...shared} {...wiring} rows={rows} />
        ) : (
          <input
            {...shared}
            {...wiring}
            {...({ type: props.type ?? "text" } as { type: "text" })}
            inputMode={props.inputMode}
            autocomplete={autocomplete as InputHTMLAttributes["autocomplete"]}
          />
        )
      }
    </Field>
  );
}

export interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

export interface ChoiceProps<Value extends string> extends FieldTexts {
  readonly value: Value | null;
  readonly options: readonly Option<Value>[];
  readonly onValue: (value: Value) => void;
}

/** One of a few, all of them in sight. */
export function RadioField<Value extends string>(props: ChoiceProps<Value>) {
  const id = useId();
  const { label, hint, error } = props;
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <fieldset class="field" aria-describedby={described || undefined}>
      <legend class="field-label">{label}</legend>
      {hint && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && <FieldError id={`${id}-error`} text={error} />}
      {props.options.map((option) => (
        <label class="choice" key={option.value}>
          <input
            type="radio"
            name={id}
            value={option.value}
            checked={option.value === props.value}
            onChange={() => props.onValue(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** One of many, folded. */
export function SelectField<Value extends string>(props: ChoiceProps<Value>) {
  return (
    <Field label={props.label} hint={props.hint} error={props.error}>
      {(wiring) => (
        <select
          class="input"
          {...wiring}
          value={props.value ?? ""}
          onChange={(event) => props.onValue(event.currentTarget.value as Value)}
        >
          {props.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export interface CheckFieldProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChecked: (checked: boolean) => void;
}

export function CheckField({ label, checked, onChecked }: CheckFieldProps) {
  return (
    <label class="choice">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChecked(event.currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
  );
}
