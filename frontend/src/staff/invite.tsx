// One more person for a visit that is there already.
import { useSignal } from "@preact/signals";
import { useTexts } from "../texts";
import { Alert, Button, Dialog, RadioField } from "../ui";
import { ROLE_VALUES } from "../wire.gen";
import type { Problem } from "./api";
import { useClose } from "./asking";
import { Links, type NamedLink, PrintButton } from "./links";
import { draft, faults, person } from "./person";
import { PersonFields } from "./personfields";
import * as sentences from "./sentences";
import { useShift } from "./shift";

export function InviteForm({ visit }: { readonly visit: string }) {
  const texts = useTexts();
  const { t } = texts;
  const { api, queue, opId, expired, now } = useShift();
  const close = useClose();
  const one = useSignal(draft(0, "relative"));
  const tried = useSignal(false);
  const busy = useSignal(false);
  const problem = useSignal<Problem | null>(null);
  const link = useSignal<NamedLink | null>(null);
  const intent = useSignal(opId());
  const found = faults(one.value, new Date(now.value).getFullYear());

  async function submit(): Promise<void> {
    tried.value = true;
    if (busy.value || Object.keys(found).length > 0) return;
    busy.value = true;
    const who = person(one.value, "");
    const reply = await api.invite(queue.id, visit, who, intent.value);
    busy.value = false;
    if (reply.ok) link.value = { ...reply.value, name: who.name };
    else {
      problem.value = reply.problem;
      if (reply.problem.code === "not-signed-in") expired.value = true;
      if (reply.problem.code === "op-reused") intent.value = opId();
    }
  }

  if (link.value) return <OneLink link={link.value} />;
  return (
    <Dialog
      title={t("invite-title")}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t("cancel")}</Button>
          <Button kind="primary" icon="link" busy={busy.value} onPress={() => void submit()}>
            {t(busy.value ? "expect-going" : "invite-go")}
          </Button>
        </>
      }
    >
      <div role="alert">
        {problem.value && <Alert tone="error">{sentences.problem(texts, problem.value)}</Alert>}
      </div>
      <RadioField
        label={t("invite-role")}
        value={one.value.role}
        options={ROLE_VALUES.filter((role) => role !== "patient").map((value) => ({
          value,
          label: t(`role-${value}`),
        }))}
        onValue={(role) => {
          one.value = { ...one.value, role };
        }}
      />
      <PersonFields
        draft={one.value}
        faults={tried.value ? found : {}}
        onDraft={(next) => {
          one.value = next;
        }}
      />
    </Dialog>
  );
}

/** A single link, ready to be given on. */
export function OneLink({ link }: { readonly link: NamedLink }) {
  const { t } = useTexts();
  const close = useClose();
  return (
    <Dialog
      title={t("links-title", { count: 1 })}
      onClose={close}
      actions={
        <>
          <PrintButton />
          <Button kind="primary" onPress={close}>
            {t("links-done")}
          </Button>
        </>
      }
    >
      <Links links={[link]} />
    </Dialog>
  );
}
