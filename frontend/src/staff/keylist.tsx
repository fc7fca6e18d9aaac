// The list of keys.
import { type Key, useTexts } from "../texts";
import { Alert, Button, Dialog } from "../ui";
import { useClose } from "./asking";
import { useShift } from "./shift";

interface Row {
  readonly keys: readonly string[];
  readonly says: Key;
}

const ON_A_CARD: readonly Row[] = [
  { keys: ["↓", "j"], says: "keys-next" },
  { keys: ["↑", "k"], says: "keys-previous" },
  { keys: ["Home", "End"], says: "keys-ends" },
  { keys: ["Enter"], says: "keys-go" },
];

const ANYWHERE: readonly Row[] = [
  { keys: ["/"], says: "keys-search" },
  { keys: ["Esc"], says: "keys-clear" },
  { keys: ["n"], says: "keys-expect" },
  { keys: ["?"], says: "keys-keys" },
];

export function KeyList() {
  const { t } = useTexts();
  const { choices } = useShift();
  const close = useClose();
  return (
    <Dialog
      title={t("keys-title")}
      onClose={close}
      actions={
        <Button kind="primary" onPress={close}>
          {t("me-done")}
        </Button>
      }
    >
      {!choices.value.letters && <Alert tone="info">{t("keys-letters-off")}</Alert>}
      <Rows title={t("keys-line")} rows={ON_A_CARD} />
      <Rows title={t("keys-everywhere")} rows={ANYWHERE} />
    </Dialog>
  );
}

function Rows({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }) {
  const { t } = useTexts();
  return (
    <section>
      <h3 class="box-title">{title}</h3>
      <dl class="facts">
        {rows.map(({ keys, says }) => (
          <div class="fact" key={says}>
            <dt>
              {keys.map((key, index) => (
                <span key={key}>
                  {index > 0 && ` ${t("keys-or")} `}
                  <kbd class="key">{key}</kbd>
                </span>
              ))}
            </dt>
            <dd>{t(says)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
