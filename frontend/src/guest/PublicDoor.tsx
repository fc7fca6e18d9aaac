// A unit's public door: who you are and what about, as little as the clinic needs, and one button.
import { useEffect, useRef, useState } from "preact/hooks";
import { type Texts, useTexts } from "../texts";
import { Button, RadioField, SelectField, TextField } from "../ui";
import { type Door, type Failed, guestApi, type Me, type Why } from "./api";
import { Frame } from "./Frame";
import { How } from "./How";
import { Notice } from "./Notice";
import { Stuck } from "./Stuck";

export interface PublicDoorProps {
  readonly slug: string;
  readonly onIn: (me: Me) => void;
}

type Look = Door | Why | null;

export function PublicDoor({ slug, onIn }: PublicDoorProps) {
  const [look, setLook] = useState<Look>(null);
  const [going, setGoing] = useState(false);
  const open = () => {
    setLook(null);
    guestApi.door(slug).then(setLook, (failed: Failed) => setLook(failed.code));
  };
  const enter = (form: Form) => {
    setGoing(true);
    guestApi
      .walkIn(slug, form)
      .then(onIn, (failed: Failed) => setLook(failed.code))
      .finally(() => setGoing(false));
  };
  useEffect(open, [slug]);
  return <PublicDoorShown look={look} going={going} onEnter={enter} onAgain={open} />;
}

export interface PublicDoorShownProps {
  readonly look: Look;
  readonly going: boolean;
  readonly onEnter: (form: Form) => void;
  readonly onAgain: () => void;
  /** For the gallery: the button was pressed and something is missing. */
  readonly tried?: boolean;
}

export function PublicDoorShown(props: PublicDoorShownProps) {
  const { look } = props;
  if (look === null) return <Notice unit={null} said="opening" />;
  if (look === "not-found") return <Notice unit={null} said="door-unknown" />;
  if (look === "queue-closed") return <Notice unit={null} said="door-closed" />;
  if (typeof look === "string") return <Stuck why={look} onAgain={props.onAgain} />;
  if (!look.open) return <Notice unit={look.unit} said="door-closed" phones />;
  return <OpenDoor {...props} door={look} />;
}

/** Who may say of themselves what they are; an interpreter or a colleague is somebody staff invite. */
type Who = "patient" | "relative";

export interface Form {
  readonly queue: string;
  readonly name: string;
  readonly reason: string;
  readonly language: string;
  readonly role: Who;
}

/** What is missing, by field. */
export type Missing = Partial<Record<"queue" | "name" | "reason", true>>;

export function missing(form: Form, door: Door): Missing {
  return {
    ...(!form.queue && { queue: true }),
    ...(!form.name.trim() && { name: true }),
    ...(door.asks_reason && !form.reason.trim() && { reason: true }),
  };
}

function OpenDoor(props: PublicDoorShownProps & { readonly door: Door }) {
  const { t, locale } = useTexts();
  const { door, going, tried: triedBefore = false } = props;
  const [form, setForm] = useState<Form>(() => blank(door, locale));
  const [tried, setTried] = useState(triedBefore);
  const [said, say] = useState("");
  const element = useRef<HTMLFormElement>(null);
  const lacks = tried ? missing(form, door) : {};
  const submit = (event: Event) => {
    event.preventDefault();
    if (going) return;
    setTried(true);
    if (!Object.keys(missing(form, door)).length) return props.onEnter(form);
    say(t("walk-in-check"));
    requestAnimationFrame(() => focusFirst(element.current));
  };
  return (
    <Frame unit={door.unit}>
      <p class="only-read" aria-live="assertive">
        {said}
      </p>
      <h1 class="guest-title">{t("door-title", { clinic: door.unit.name })}</h1>
      <form ref={element} class="guest-form" noValidate onSubmit={submit}>
        <Questions door={door} form={form} lacks={lacks} onForm={setForm} />
        <Button kind="primary" size="big" wide type="submit" busy={going}>
          {t(going ? "door-going" : "door-go")}
        </Button>
      </form>
      <How />
    </Frame>
  );
}

interface QuestionsProps {
  readonly door: Door;
  readonly form: Form;
  readonly lacks: Missing;
  readonly onForm: (form: Form) => void;
}

function Questions({ door, form, lacks, onForm }: QuestionsProps) {
  const { t, locale } = useTexts();
  const set = (change: Partial<Form>) => onForm({ ...form, ...change });
  return (
    <>
      {door.queues.length > 1 && (
        <RadioField
          label={t("walk-in-queue")}
          error={lacks.queue && t("walk-in-queue-missing")}
          value={form.queue || null}
          options={door.queues.map(({ id, name }) => ({ value: id, label: name }))}
          onValue={(queue) => set({ queue })}
        />
      )}
      <TextField
        label={t("walk-in-name")}
        hint={t("walk-in-name-hint")}
        error={lacks.name && t("walk-in-name-missing")}
        value={form.name}
        autocomplete="name"
        maxLength={100}
        onValue={(name) => set({ name })}
      />
      {door.asks_reason && (
        <TextField
          label={t("walk-in-reason")}
          hint={t("walk-in-reason-hint")}
          error={lacks.reason && t("walk-in-reason-missing")}
          value={form.reason}
          rows={3}
          maxLength={300}
          onValue={(reason) => set({ reason })}
        />
      )}
      <RadioField<Who>
        label={t("walk-in-role")}
        value={form.role}
        options={[
          { value: "patient", label: t("walk-in-role-patient") },
          { value: "relative", label: t("walk-in-role-relative") },
        ]}
        onValue={(role) => set({ role })}
      />
      {door.languages.length > 1 && (
        <SelectField
          label={t("walk-in-language")}
          value={form.language}
          options={languages(door.languages, locale)}
          onValue={(language) => set({ language })}
        />
      )}
    </>
  );
}

function blank(door: Door, locale: Texts["locale"]): Form {
  const [only, another] = door.queues;
  const language = door.languages.includes(locale) ? locale : (door.languages[0] ?? locale);
  const queue = only && !another ? only.id : "";
  return { queue, name: "", reason: "", language, role: "patient" };
}

/** Each language by the page's name for it, the first letter large, in the clinic's order. */
function languages(tags: readonly string[], locale: Texts["locale"]) {
  const names = new Intl.DisplayNames([locale], { type: "language" });
  return tags.map((tag) => {
    const name = names.of(tag) ?? tag;
    return { value: tag, label: name.charAt(0).toLocaleUpperCase(locale) + name.slice(1) };
  });
}

function focusFirst(form: HTMLFormElement | null): void {
  const invalid = form?.querySelector<HTMLElement>(
    "[aria-invalid=true], .field-error ~ .choice input",
  );
  invalid?.focus();
}
