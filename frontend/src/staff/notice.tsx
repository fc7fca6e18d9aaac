// A notice to all who wait: written, or taken from three that are needed most.
import { useSignal } from "@preact/signals";
import { useTexts } from "../texts";
import { Alert, Button, Dialog, TextField } from "../ui";
import type { Problem } from "./api";
import { useClose } from "./asking";
import * as sentences from "./sentences";
import { useShift } from "./shift";

const LONGEST = 500;
/** Units: minutes. */
const LATE = [10, 20, 30];

export function NoticeForm() {
  const texts = useTexts();
  const { t } = texts;
  const { board, api, queue, opId, say, expired } = useShift();
  const close = useClose();
  const head = board.value?.head;
  const text = useSignal(head?.notice ?? "");
  const tried = useSignal(false);
  const busy = useSignal(false);
  const problem = useSignal<Problem | null>(null);
  const intent = useSignal({ text: "", opId: "" });
  const written = text.value.trim();

  async function post(): Promise<void> {
    tried.value = true;
    if (!written || busy.value) return;
    // The same words sent again are the same intent; other words are another.
    if (intent.value.text !== written) intent.value = { text: written, opId: opId() };
    busy.value = true;
    const reply = await api.notice(queue.id, written, intent.value.opId);
    busy.value = false;
    if (reply.ok) {
      say("success", t("told-notice"));
      return close();
    }
    problem.value = reply.problem;
    if (reply.problem.code === "not-signed-in") expired.value = true;
  }

  return (
    <Dialog
      title={t("notice-title")}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t("cancel")}</Button>
          <Button kind="primary" busy={busy.value} onPress={() => void post()}>
            {t(busy.value ? "notice-going" : "notice-go")}
          </Button>
        </>
      }
    >
      <p>{t("notice-who", { count: head?.waiting ?? 0 })}</p>
      <div role="alert">
        {problem.value && <Alert tone="error">{sentences.problem(texts, problem.value)}</Alert>}
      </div>
      <fieldset class="suggest">
        <legend class="field-label">{t("notice-suggest")}</legend>
        {LATE.map((minutes) => (
          <Button
            key={minutes}
            size="small"
            onPress={() => {
              text.value = t("notice-late", { minutes });
            }}
          >
            {t("notice-late-short", { minutes })}
          </Button>
        ))}
      </fieldset>
      <TextField
        label={t("notice-text")}
        hint={t("notice-hint")}
        error={tried.value && !written ? t("notice-empty") : undefined}
        rows={4}
        maxLength={LONGEST}
        value={text.value}
        onValue={(value) => {
          text.value = value;
        }}
      />
      <p class="muted">{t("notice-left", { count: LONGEST - text.value.length })}</p>
    </Dialog>
  );
}
