// Moving a visit to another queue of the organisation: the party comes along and loses no time.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useTexts } from "../texts";
import { Alert, Button, Dialog, type Option, RadioField } from "../ui";
import type { Problem, Unit } from "./api";
import { useClose, useTitle } from "./asking";
import * as sentences from "./sentences";
import { useShift } from "./shift";

/** All queues but this one, by unit and name; pure. */
export function destinations(units: readonly Unit[], here: string): Option<string>[] {
  return units.flatMap(({ name, queues }) =>
    queues
      .filter(({ id }) => id !== here)
      .map((queue) => ({ value: queue.id, label: `${name}: ${queue.name}` })),
  );
}

export function TransferForm({ visit }: { readonly visit: string }) {
  const texts = useTexts();
  const { t } = texts;
  const { api, queue, ask, expired } = useShift();
  const close = useClose();
  const name = useTitle(visit);
  const options = useSignal<readonly Option<string>[] | null>(null);
  const problem = useSignal<Problem | null>(null);
  const to = useSignal<string | null>(null);
  const tried = useSignal(false);

  useEffect(() => {
    void api.queues().then((reply) => {
      if (reply.ok) options.value = destinations(reply.value, queue.id);
      else problem.value = reply.problem;
      if (!reply.ok && reply.problem.code === "not-signed-in") expired.value = true;
    });
  }, []);

  const none = options.value?.length === 0;
  const move = () => {
    tried.value = true;
    if (to.value === null) return;
    close();
    void ask({ type: "Transfer", visit, to: to.value });
  };
  return (
    <Dialog
      title={t("transfer-title", { name })}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t("cancel")}</Button>
          {options.value !== null && !none && (
            <Button kind="primary" icon="enter" onPress={move}>
              {t("transfer-go")}
            </Button>
          )}
        </>
      }
    >
      <div role="alert">
        {problem.value && <Alert tone="error">{sentences.problem(texts, problem.value)}</Alert>}
      </div>
      {options.value === null && problem.value === null && <p>{t("transfer-loading")}</p>}
      {none && <p>{t("transfer-none")}</p>}
      {options.value !== null && !none && (
        <RadioField
          label={t("transfer-to")}
          hint={t("transfer-more", { name })}
          error={tried.value && to.value === null ? t("transfer-missing") : undefined}
          value={to.value}
          options={options.value}
          onValue={(value) => {
            to.value = value;
          }}
        />
      )}
    </Dialog>
  );
}
