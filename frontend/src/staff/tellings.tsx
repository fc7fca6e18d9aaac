// What became of things, low on the page, where nothing is covered that one needs; a removal can be taken back from here.
import { useTexts } from "../texts";
import { Button, Icon, TONE_ICONS } from "../ui";
import { useShift } from "./shift";

export function Tellings() {
  const { t } = useTexts();
  const { told, forget, ask } = useShift();
  return (
    <section class="tellings" aria-label={t("told-label")}>
      {told.value.map(({ id, tone, text, undo }) => (
        <div key={id} class={`telling telling-${tone}`}>
          <Icon name={TONE_ICONS[tone]} />
          <p>{text}</p>
          {undo && (
            <Button
              size="small"
              onPress={() => {
                forget(id);
                void ask({ type: "Reinstate", visit: undo });
              }}
            >
              {t("undo")}
            </Button>
          )}
          <Button
            kind="quiet"
            size="small"
            icon="cross"
            class="telling-close"
            onPress={() => forget(id)}
          >
            <span class="only-read">{t("told-dismiss")}</span>
          </Button>
        </div>
      ))}
    </section>
  );
}
