// A new link for somebody who has lost theirs; the old one stops working.
import { useSignal } from "@preact/signals";
import { useTexts } from "../texts";
import { Alert, Button, Dialog } from "../ui";
import type { Problem } from "./api";
import { useClose } from "./asking";
import { OneLink } from "./invite";
import type { NamedLink } from "./links";
import * as sentences from "./sentences";
import { useShift } from "./shift";

export function NewLink({ visit, guest }: { readonly visit: string; readonly guest: string }) {
  const texts = useTexts();
  const { t } = texts;
  const { api, queue, board, expired } = useShift();
  const close = useClose();
  const busy = useSignal(false);
  const problem = useSignal<Problem | null>(null);
  const link = useSignal<NamedLink | null>(null);
  const found = board.value?.cards.get(visit)?.guests.find((each) => each.guest === guest);
  const name = sentences.nameOf(texts, found ?? null);

  async function make(): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    const reply = await api.link(queue.id, visit, guest);
    busy.value = false;
    if (reply.ok) link.value = { ...reply.value, name };
    else {
      problem.value = reply.problem;
      if (reply.problem.code === "not-signed-in") expired.value = true;
    }
  }

  if (link.value) return <OneLink link={link.value} />;
  return (
    <Dialog
      title={t("link-title", { name })}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t("cancel")}</Button>
          <Button kind="primary" icon="link" busy={busy.value} onPress={() => void make()}>
            {t(busy.value ? "expect-going" : "link-go")}
          </Button>
        </>
      }
    >
      <div role="alert">
        {problem.value && <Alert tone="error">{sentences.problem(texts, problem.value)}</Alert>}
      </div>
      <p>{t("link-more", { name })}</p>
    </Dialog>
  );
}
