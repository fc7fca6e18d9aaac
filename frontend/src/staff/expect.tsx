// Expecting a visit: the patient and whoever comes along, each with an own link.
import { useSignal } from "@preact/signals";
import { useTexts } from "../texts";
import { Alert, Button, Dialog, RadioField, TextField } from "../ui";
import type { Role } from "../wire.gen";
import type { Problem } from "./api";
import { useClose } from "./asking";
import { ROLE_ICONS } from "./card";
import { dueAt, dueFault, dueWords } from "./due";
import { Links, type NamedLink, PrintButton } from "./links";
import { type Draft, draft, faults, NOTE_LENGTH, person } from "./person";
import { PersonFields } from "./personfields";
import * as sentences from "./sentences";
import { useShift } from "./shift";

const COMPANIONS: readonly Exclude<Role, "patient">[] = ["relative", "interpreter", "colleague"];

/** The most people of a party, the patient among them. */
const MOST = 10;

function useExpect() {
  const { locale } = useTexts();
  const { api, queue, opId, expired, now } = useShift();
  const party = useSignal<readonly Draft[]>([draft(0, "patient")]);
  const note = useSignal("");
  const when = useSignal<"open" | "time">("open");
  const at = useSignal("");
  const tried = useSignal(false);
  const busy = useSignal(false);
  const problem = useSignal<Problem | null>(null);
  const links = useSignal<readonly NamedLink[] | null>(null);
  const intent = useSignal(opId());
  const count = useSignal(1);

  const year = new Date(now.value).getFullYear();
  const found = party.value.map((each) => faults(each, year));
  const late = when.value === "time" ? dueFault(at.value, now.value) : null;

  return {
    party,
    note,
    when,
    at,
    busy,
    problem,
    links,
    faults: tried.value ? found : found.map(() => ({})),
    late: tried.value ? late : null,
    due: when.value === "time" ? dueWords(at.value, locale) : "",
    add(role: Role) {
      party.value = [...party.value, draft(count.value, role)];
      count.value += 1;
    },
    drop(id: number) {
      party.value = party.value.filter((each) => each.id !== id);
    },
    put(next: Draft) {
      party.value = party.value.map((each) => (each.id === next.id ? next : each));
    },
    async submit() {
      tried.value = true;
      if (busy.value || late || found.some((each) => Object.keys(each).length > 0)) return;
      busy.value = true;
      const people = party.value.map((each, index) => person(each, index === 0 ? note.value : ""));
      const due = when.value === "time" ? dueAt(at.value) : null;
      const reply = await api.expect(queue.id, people, due, intent.value);
      busy.value = false;
      problem.value = reply.ok ? null : reply.problem;
      if (reply.ok) {
        links.value = reply.value.guests.map((link, index) => ({
          ...link,
          name: people[index]?.name ?? "",
        }));
      } else if (reply.problem.code === "not-signed-in") expired.value = true;
      // Another try after a changed form is another intent.
      else if (reply.problem.code === "op-reused") intent.value = opId();
    },
    another() {
      party.value = [draft(0, "patient")];
      count.value = 1;
      note.value = "";
      tried.value = false;
      links.value = null;
      intent.value = opId();
    },
  };
}

export function ExpectForm() {
  const texts = useTexts();
  const { t } = texts;
  const close = useClose();
  const form = useExpect();
  if (form.links.value)
    return <Made links={form.links.value} due={form.due} onAnother={form.another} />;
  return (
    <Dialog
      title={t("expect-title")}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t("cancel")}</Button>
          <Button
            kind="primary"
            icon="link"
            busy={form.busy.value}
            onPress={() => void form.submit()}
          >
            {t(form.busy.value ? "expect-going" : "expect-go")}
          </Button>
        </>
      }
    >
      <div class="expect">
        <p class="muted">{t("expect-intro")}</p>
        <div role="alert">
          {form.problem.value && (
            <Alert tone="error">{sentences.problem(texts, form.problem.value)}</Alert>
          )}
        </div>
        {form.party.value.map((each, index) => (
          <PersonBox key={each.id} form={form} draft={each} index={index} />
        ))}
        <Also form={form} />
        <When form={form} />
        <TextField
          label={t("expect-note")}
          hint={t("expect-note-hint")}
          rows={2}
          maxLength={NOTE_LENGTH}
          value={form.note.value}
          onValue={(value) => {
            form.note.value = value;
          }}
        />
      </div>
    </Dialog>
  );
}

type Form = ReturnType<typeof useExpect>;

function PersonBox({
  form,
  draft,
  index,
}: {
  readonly form: Form;
  readonly draft: Draft;
  readonly index: number;
}) {
  const { t } = useTexts();
  const who = t(`role-${draft.role}`);
  return (
    <fieldset class="person">
      <legend class="person-role">{who}</legend>
      <PersonFields draft={draft} faults={form.faults[index] ?? {}} onDraft={form.put} />
      {index > 0 && (
        <Button kind="quiet" size="small" icon="cross" onPress={() => form.drop(draft.id)}>
          {t("expect-drop", { who: draft.name.trim() || who })}
        </Button>
      )}
    </fieldset>
  );
}

function Also({ form }: { readonly form: Form }) {
  const { t } = useTexts();
  if (form.party.value.length >= MOST) return null;
  return (
    <fieldset class="suggest">
      <legend class="field-label">{t("expect-also")}</legend>
      {COMPANIONS.map((role) => (
        <Button key={role} size="small" icon={ROLE_ICONS[role]} onPress={() => form.add(role)}>
          {t(`expect-add-${role}`)}
        </Button>
      ))}
    </fieldset>
  );
}

function When({ form }: { readonly form: Form }) {
  const { t } = useTexts();
  return (
    <>
      <RadioField
        label={t("expect-when")}
        value={form.when.value}
        options={[
          { value: "open", label: t("expect-when-open") },
          { value: "time", label: t("expect-when-time") },
        ]}
        onValue={(value) => {
          form.when.value = value;
        }}
      />
      {form.when.value === "time" && (
        <TextField
          label={t("expect-due")}
          type="datetime-local"
          value={form.at.value}
          error={form.late ? t(form.late) : undefined}
          onValue={(value) => {
            form.at.value = value;
          }}
        />
      )}
    </>
  );
}

interface MadeProps {
  readonly links: readonly NamedLink[];
  /** When they are expected, in words; empty for no fixed time. */
  readonly due: string;
  readonly onAnother: () => void;
}

/** What comes of it: everybody's link. */
export function Made({ links, due, onAnother }: MadeProps) {
  const { t } = useTexts();
  const close = useClose();
  return (
    <Dialog
      title={t("links-title", { count: links.length })}
      onClose={close}
      actions={
        <>
          <Button icon="plus" onPress={onAnother}>
            {t("links-another")}
          </Button>
          <PrintButton />
          <Button kind="primary" onPress={close}>
            {t("links-done")}
          </Button>
        </>
      }
    >
      <Links links={links} due={due} />
    </Dialog>
  );
}
