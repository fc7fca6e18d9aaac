// What the person can set for themselves: sound and notices, names in them, shortcuts, language; and sign-out.
import { useSignal } from "@preact/signals";
import { LOCALES, useTexts } from "../texts";
import { Alert, Button, CheckField, Dialog, SelectField } from "../ui";
import { useClose } from "./asking";
import { askLeave, leave } from "./desktop";
import { useShift } from "./shift";

const LANGUAGES = { da: "Dansk", en: "English" } as const;

export function MeForm() {
  const { t, locale } = useTexts();
  const { me, mute, deaf, ringOnce, asking, choices, speak, signOut } = useShift();
  const close = useClose();
  const { staff } = me.value;
  const choose = (change: Partial<typeof choices.value>) => {
    choices.value = { ...choices.value, ...change };
  };
  return (
    <Dialog
      title={staff.name}
      onClose={close}
      actions={
        <>
          <Button icon="leave" onPress={signOut}>
            {t("signout")}
          </Button>
          <Button kind="primary" onPress={close}>
            {t("me-done")}
          </Button>
        </>
      }
    >
      <p class="muted">{t(`me-role-${staff.role}`)}</p>
      <div class="settings">
        <CheckField
          label={t("me-sound")}
          checked={!staff.muted}
          onChecked={(checked) => void mute(!checked)}
        />
        {!staff.muted && (
          <Button size="small" icon="bell" onPress={ringOnce}>
            {t("me-hear")}
          </Button>
        )}
        {deaf.value && !staff.muted && (
          <Alert tone="info" title={t("me-blocked-title")}>
            <p>{t("me-blocked")}</p>
          </Alert>
        )}
        <Desktop muted={staff.muted} />
        <CheckField
          label={t("me-letters")}
          checked={choices.value.letters}
          onChecked={(letters) => choose({ letters })}
        />
        <Button
          size="small"
          onPress={() => {
            asking.value = { kind: "keys" };
          }}
        >
          {t("me-keys")}
        </Button>
        <Button
          size="small"
          icon="screen"
          onPress={() => {
            asking.value = { kind: "equipment" };
          }}
        >
          {t("me-equipment")}
        </Button>
        <SelectField
          label={t("me-language")}
          value={locale}
          options={LOCALES.map((value) => ({ value, label: LANGUAGES[value] }))}
          onValue={speak}
        />
        <p>
          <a href={`/network?lang=${locale}`} target="_blank" rel="noopener">
            {t("me-network")}
          </a>
        </p>
      </div>
    </Dialog>
  );
}

/** Notices on the desktop; with names only for those who ask for it, because others can read the screen. */
function Desktop({ muted }: { readonly muted: boolean }) {
  const { t } = useTexts();
  const { choices } = useShift();
  const denied = useSignal(leave() === "denied");
  const { desktop, names } = choices.value;
  async function turn(on: boolean): Promise<void> {
    const allowed = on && (leave() === "granted" || (await askLeave()));
    denied.value = leave() === "denied";
    choices.value = { ...choices.value, desktop: allowed, names: allowed && names };
  }
  return (
    <>
      <CheckField
        label={t("me-desktop")}
        checked={desktop && !muted}
        onChecked={(checked) => void turn(checked)}
      />
      {denied.value && <p class="muted setting-more">{t("me-desktop-denied")}</p>}
      {desktop && !muted && (
        <>
          <CheckField
            label={t("me-names")}
            checked={names}
            onChecked={(checked) => {
              choices.value = { ...choices.value, names: checked };
            }}
          />
          <p class="muted setting-more">{t("me-names-hint")}</p>
        </>
      )}
    </>
  );
}
